// A person in front of the page under test, in any engine.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const BETWEEN_MS = 100;

export class Visitor {
  constructor(session, { site, tenant }) {
    this.session = session;
    this.site = site;
    this.tenant = tenant;
  }

  run(body, argument) {
    return this.session.run(body, argument);
  }

  async open(path = '/') {
    await this.session.goTo(this.site.url + path);
    await this.ready();
  }

  async reload() {
    await this.session.reload();
    await this.ready();
  }

  ready() {
    return this.until('the script of the page has run', () => this.run(() => window.ready === true));
  }

  /** Waits until something holds; while the page changes there is nobody to ask. */
  async until(what, holds) {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await holds().catch((error) => `${error.message}`);
      if (answer === true) return;
      if (Date.now() > until) assert.fail(`${what}: not so at ${await this.session.url()} (${answer})`);
      await pause(BETWEEN_MS);
    }
  }

  at(origin) {
    return this.until(`the page is one of ${origin}`, async () => (await this.session.url()).startsWith(`${origin}/`));
  }

  /** Makes a client, as `window.client`, and notes what the page warns of. */
  make(options) {
    return this.run((changes) => {
      window.warnings = [];
      console.warn = (...texts) => window.warnings.push(texts.join(' '));
      window.make(changes);
    }, options);
  }

  /** Makes a call that leaves the page: it may be gone before it can say so, and what follows looks where it went. */
  async leave(body, argument) {
    await this.run(body, argument).catch((error) => {
      if (!error.code) throw error;
    });
  }

  /** Goes where a call leads: to the tenant, and by a click there back to the page. */
  async goAndCome(leave, argument, button) {
    await this.leave(leave, argument);
    await this.at(this.tenant.url);
    // What still moves is missed by a click.
    await this.until('the tenant has answered', () => this.run(() => document.readyState === 'complete'));
    await this.until(`there is ${button}`, () => this.session.click(button).then(() => true));
    await this.at(this.site.url);
    await this.ready();
  }

  async signIn(options) {
    await this.open();
    await this.make(options);
    const leave = () => void window.client.loginWithRedirect();
    await this.goAndCome(leave, undefined, 'button[name=user][value=ada]');
    await this.make(options);
    return this.run(() => window.client.handleRedirectCallback());
  }
}
