// One SDK in one browser: a script of calls, and what each gave, sent and kept.
import { App } from '../../e2e/support/app.mjs';
import { installObserver } from './page.mjs';
import { Requests, TWO_SCHEMES } from './requests.mjs';
import { stores } from './stores.mjs';
import { open } from './tree.mjs';

const BY_THE_BROWSER = /^Failed to load resource|blocked by CORS policy/;
const SCRIPTS = { ours: '/pkg/dist/index.js', peer: '/peer.js' };

export class Session {
  /** `{ name, facets }` of each call so far. */
  steps = [];
  #requests;
  #said = [];
  #start;

  constructor({ sdk, app, servers, context }) {
    this.sdk = sdk;
    this.app = app;
    this.servers = servers;
    this.tenant = servers.tenant;
    this.api = servers.api;
    this.#start = Object.fromEntries(
      Object.entries(servers.tenant.switches.get()).filter(([name]) => name !== 'rotate_keys'),
    );
    this.#requests = new Requests(context, () => [
      servers.tenant.url,
      servers.api.url,
      servers.otherApi.url,
      TWO_SCHEMES,
    ]);
    app.page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type()) && !BY_THE_BROWSER.test(message.text())) {
        this.#said.push(`${message.type()}: ${message.text()}`);
      }
    });
  }

  /** Runs `body(argument)` in the page and keeps what came of it under this name. */
  async step(name, body, argument = null) {
    const seen = await this.app.page.evaluate(`window.observe(${body}, ${JSON.stringify(argument)})`);
    await this.note(name, open(seen));
    return seen;
  }

  /** A step that has to succeed, whatever the SDK: two failures that are alike would prove little. */
  async succeed(name, body, argument) {
    const seen = await this.step(name, body, argument);
    if (!('result' in seen)) throw new Error(`${this.sdk}: “${name}” failed: ${JSON.stringify(seen)}`);
  }

  /** Runs a call that leaves the page, and keeps where it went: to a page of the tenant, or through it and back. */
  async leave(name, body, { argument = null, back = false } = {}) {
    const before = this.app.page.url();
    await this.app.page.evaluate(`void (${body})(${JSON.stringify(argument)})`);
    const origin = new URL(back ? this.app.url : this.tenant.url).origin;
    await this.app.page.waitForURL((url) => url.href !== before && url.origin === origin);
    if (back) await this.app.ready();
    await this.note(name, {});
  }

  /** Every switch of the tenant as at its start. */
  async normal() {
    await this.tenant.switches.set(this.#start);
  }

  /** Keeps what was seen, sent, kept and said since the last step. */
  async note(name, seen) {
    const facets = {
      ...seen,
      requests: await this.#requests.take(),
      ...(await stores(this.app)),
      console: this.#said.splice(0),
    };
    this.steps.push({ name, facets: this.#withoutPorts(facets) });
  }

  /** The servers by what they are: their ports differ from run to run. */
  #withoutPorts(tree) {
    const { tenant, api, otherApi } = this.servers;
    const names = { tenant: tenant.url, api: api.url, otherApi: otherApi.url, page: this.app.url };
    const text = Object.entries(names).reduce(nameOrigin, JSON.stringify(tree));
    return JSON.parse(text);
  }

  /** A whole login, compared too. */
  async signIn(how) {
    await this.app.signIn(how);
    await this.note('signs in', {});
  }
}

const nameOrigin = (text, [name, origin]) =>
  text.replaceAll(origin, `{${name}}`).replaceAll(encodeURIComponent(origin), `{${name}}`);

/**
 * A fresh browser for one SDK; the servers as at their start. With `twoSchemes` what the peer sends to
 * `https://http//…` reaches the tenant, which the page's policy would not allow.
 */
export async function openSession(browser, servers, sdk, { twoSchemes = false } = {}) {
  for (const server of [servers.tenant, servers.api, servers.otherApi]) server.reset();
  servers.site.allowWorkers();
  const context = await browser.newContext({ locale: 'en-GB', bypassCSP: twoSchemes });
  await context.addInitScript(installObserver);
  await context.addInitScript((script) => void (window.sdkUnderTest = script), SCRIPTS[sdk]);
  if (twoSchemes) await context.route((url) => url.origin === TWO_SCHEMES, toTheTenant);
  const app = new App(await context.newPage(), servers.site.url, servers.tenant);
  const session = new Session({ sdk, app, servers, context });
  return { session, close: () => context.close() };
}

async function toTheTenant(route) {
  const { pathname, search } = new URL(route.request().url());
  const response = await route.fetch({ url: `http:${pathname}${search}` });
  await route.fulfill({ response });
}
