// The page under test, as a person and a test drive it.
import { Wire } from './wire.mjs';

const NAMES = { ada: /Ada Lovelace/, grace: /Grace Hopper/, alan: /Alan Turing/ };

export class App {
  #uncaught = [];

  constructor(page, url, tenant) {
    this.page = page;
    this.url = url;
    this.tenant = tenant;
    this.wire = new Wire(page);
    page.on('pageerror', (error) => this.#uncaught.push(`uncaught ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) this.#uncaught.push(message.text());
    });
  }

  /** Opens a page of the application and waits until its script has run. */
  async open(path = '/') {
    await this.page.goto(this.url + path);
    await this.ready();
    return this;
  }

  async ready() {
    await this.page.waitForFunction(() => window.ready);
  }

  /** Another tab of the same browser. */
  async tab() {
    return new App(await this.page.context().newPage(), this.url, this.tenant);
  }

  run(body, argument) {
    return this.page.evaluate(body, argument);
  }

  /** Makes a client with options that survive the way to the page. */
  make(options) {
    return this.run((changes) => void window.make(changes), options);
  }

  /** Starts a login and waits for the tenant's sign-in page. */
  async leave({ options, login } = {}) {
    await this.make(options);
    // Not awaited in the page: it is gone before the call could tell.
    await this.run((given) => void window.client.loginWithRedirect(given), login);
    await this.page.waitForURL((url) => url.origin === this.tenant.url);
  }

  /** Picks a person on the tenant's sign-in page and waits to be back. */
  async choose(who) {
    await this.page.getByRole('button', { name: NAMES[who] }).click();
    await this.back();
  }

  async back() {
    await this.page.waitForURL((url) => url.origin === this.url);
    await this.ready();
  }

  /** Goes to the tenant and comes back with an answer that nobody has read yet; `as: false` where it asks nobody. */
  async bringAnswer({ as = 'ada', options, login } = {}) {
    if (as === false) return this.pass({ options, login });
    await this.leave({ options, login });
    await this.choose(as);
    return this.page.url();
  }

  /** A login that the session of the tenant answers. */
  async pass({ options, login }) {
    const before = this.page.url();
    await this.make(options);
    await this.run((given) => void window.client.loginWithRedirect(given), login);
    await this.page.waitForURL((url) => url.origin === this.url && url.href !== before);
    await this.ready();
    return this.page.url();
  }

  /** Makes a client on the page that the tenant sent the browser to, and finishes the login. */
  async finish(options) {
    await this.make(options);
    return this.run(() => window.client.handleRedirectCallback());
  }

  /** A whole login; gives what the callback gave. */
  async signIn(how = {}) {
    await (this.page.url().startsWith(this.url) ? this.ready() : this.open());
    await this.bringAnswer(how);
    return this.finish(how.options);
  }

  /** What a whole login is refused with. */
  async refused(how = {}) {
    await this.open();
    await this.bringAnswer(how);
    await this.make(how.options);
    return this.run(() => window.failure(() => window.client.handleRedirectCallback()));
  }

  /** Takes what the browser complained about; a test that provokes complaints looks at them itself. */
  takeComplaints() {
    return this.#uncaught.splice(0);
  }

  refuseComplaints() {
    const complaints = this.takeComplaints();
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join(' | ')}`);
  }
}
