// What a person does with an application, and what was seen of it.
import { expect } from '@playwright/test';

const NAMES = { ada: /Ada Lovelace/, alan: /Alan Turing/ };

export class Visit {
  #complaints = [];
  #authorizations = [];

  constructor(page, stack) {
    this.page = page;
    this.stack = stack;
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/authorize') this.#authorizations.push(url.searchParams);
    });
    page.on('pageerror', (error) => this.#complaints.push(error.message));
  }

  get url() {
    return this.stack.page.url;
  }

  async open(path = '/') {
    await this.page.goto(this.url + path);
    await expect(this.page.locator('#login, #logout')).toBeVisible();
  }

  /** Signs in from where the page is. */
  async signIn(who = 'ada') {
    await this.page.locator('#login').click();
    await this.choose(who);
  }

  async choose(who = 'ada') {
    await this.page.waitForURL((url) => url.origin === this.stack.tenant.url);
    await this.page.getByRole('button', { name: NAMES[who] }).click();
    await this.page.waitForURL((url) => url.origin === this.url);
    // Until then the SDK may still go on to another page.
    await expect(this.page.locator('#logout')).toBeVisible();
  }

  /** Lets the application use an account, on the page of the provider. */
  async allow() {
    await this.page.waitForURL((url) => url.pathname.startsWith('/upstream/'));
    await this.page.locator('button[name="account"]').first().click();
  }

  async signOut() {
    await this.text('logout').click();
    await expect(this.text('signed-out')).toBeVisible();
  }

  /** Follows a link of the page, without loading it again. */
  async go(name) {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  }

  /** Presses a button, and gives what the page shows of the outcome. */
  async press(id) {
    const outcome = this.page.locator('#outcome');
    const former = (await outcome.count()) > 0 ? Number(await outcome.getAttribute('data-run')) : 0;
    await this.page.locator(`#${id}`).click();
    await expect(outcome).toHaveAttribute('data-run', `${former + 1}`);
    return JSON.parse(await outcome.textContent());
  }

  text(id) {
    return this.page.locator(`#${id}`);
  }

  /** What the tenant saw on a path. */
  seen(path) {
    return this.stack.tenant.log.entries(0).filter((entry) => entry.path === path);
  }

  /** The parameters of the last authorization request. */
  asked() {
    return Object.fromEntries(this.#authorizations.at(-1) ?? []);
  }

  grants() {
    return this.seen('/oauth/token')
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => body.grant_type);
  }

  takeComplaints() {
    return this.#complaints.splice(0);
  }

  refuseComplaints() {
    expect(this.takeComplaints()).toEqual([]);
  }
}
