// As much of W3C WebDriver as these tests need: https://www.w3.org/TR/webdriver2/

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
// Every answer takes moments; this keeps a browser that hangs from holding the suite.
const LIMIT_MS = 60_000;

async function send(url, method, body) {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    headers: body ? { 'content-type': 'application/json; charset=utf-8' } : {},
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const { value } = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
  return value;
}

/** One browser, steered by a driver. */
export class Session {
  static async open(driver, capabilities) {
    const { sessionId, capabilities: given } = await send(`${driver}/session`, 'POST', {
      capabilities: { alwaysMatch: capabilities },
    });
    const session = new Session(`${driver}/session/${sessionId}`, given);
    await session.post('/timeouts', { script: LIMIT_MS / 2, pageLoad: LIMIT_MS / 2 });
    return session;
  }

  constructor(url, { browserName, browserVersion }) {
    this.base = url;
    this.browser = `${browserName} ${browserVersion}`;
  }

  get(path) {
    return send(this.base + path, 'GET');
  }

  post(path, body = {}) {
    return send(this.base + path, 'POST', body);
  }

  close() {
    return send(this.base, 'DELETE');
  }

  /** Forgets the cookies of the page's host, of every port. */
  forgetCookies() {
    return send(`${this.base}/cookie`, 'DELETE');
  }

  goTo(url) {
    return this.post('/url', { url });
  }

  reload() {
    return this.post('/refresh');
  }

  url() {
    return this.get('/url');
  }

  async click(selector) {
    const element = await this.post('/element', { using: 'css selector', value: selector });
    return this.post(`/element/${element[ELEMENT]}/click`);
  }

  /** Runs a function in the page and gives what it gives; it is sent as text, and may be async. */
  async run(body, argument) {
    const script = `
      const done = arguments[1];
      const failed = (error) => done({ error: String(error && error.stack || error) });
      try {
        Promise.resolve((${body})(arguments[0].value)).then((value) => done({ value }), failed);
      } catch (error) {
        failed(error);
      }`;
    // A page that goes away while it is asked answers nothing at all.
    const { value, error } = (await this.post('/execute/async', { script, args: [{ value: argument }] })) ?? {};
    if (error) throw new Error(`in the page: ${error}`);
    return value ?? undefined;
  }
}
