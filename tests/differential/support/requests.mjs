// What the browser sent to tenant and APIs, in order: method, address, headers, body, and the status that came back.
import { open, openPairs, openTelemetry, openText } from './tree.mjs';

// What the browser adds by itself.
const OF_THE_BROWSER =
  /^(:.*|user-agent|sec-.*|accept-.*|origin|referer|host|connection|content-length|cache-control|pragma|priority|upgrade-insecure-requests|cookie)$/;
/** Pages that a call sends the browser to; what happens between them is between person and tenant. */
const PAGES = new Set(['/authorize', '/v2/logout', '/connect', '/connected-accounts/connect']);

export class Requests {
  #sent = [];
  #keys = new Keys();

  constructor(context, origins) {
    context.on('request', (request) => {
      const { origin, pathname } = addressOf(request);
      const called = ['fetch', 'xhr', 'other', 'preflight'].includes(request.resourceType());
      if (origins().includes(origin) && (called || PAGES.has(pathname))) {
        this.#sent.push({ request, at: Date.now() });
      }
    });
  }

  /** The requests since the last time, by name: `POST /oauth/token`, `POST /oauth/token (2)`. */
  async take() {
    const tree = {};
    for (const { request, at } of this.#sent.splice(0)) {
      const { pathname } = addressOf(request);
      const base = `${request.method()} ${pathname}`;
      if (base === KEYS && this.#keys.isRenewal(at)) continue;
      let name = base;
      for (let number = 2; name in tree; number += 1) name = `${base} (${number})`;
      tree[name] = await opened(request);
    }
    return tree;
  }
}

const KEYS = 'GET /.well-known/jwks.json';
/** Milliseconds: so old the answer is when the browser gives it and renews it, as the tenant's `Cache-Control` says. */
const OLD = { from: 15_000, to: 30_000 };

/** Tells a request for keys by a page from the one that the browser adds when its cache answered with an old one. */
class Keys {
  #asked = Infinity;
  #isOld = false;

  /** To be asked for each request, in their order. A page's own are never renewals, however often it asks. */
  isRenewal(at) {
    if (this.#isOld) {
      this.#isOld = false;
      return true;
    }
    const age = at - this.#asked;
    this.#isOld = age >= OLD.from && age < OLD.to;
    this.#asked = at;
    return false;
  }
}

/** Some clients of the peer put `https://` before whatever the domain is: `https://http//localhost:7102/…`. */
export const TWO_SCHEMES = 'https://http';

/** What the tenant named by itself, behind its kind. */
const MADE_UP = /(?<=\w%7C)[\w-]{16}(?![\w-])/;

function addressOf(request) {
  const { origin, pathname, search } = new URL(request.url());
  const path = origin === TWO_SCHEMES ? pathname.replace(/^\/\/[^/]+/, '') : pathname;
  return { origin, search, pathname: path.replace(MADE_UP, '‹random›') };
}

async function opened(request) {
  const { origin, search } = addressOf(request);
  const headers = await request.allHeaders().catch(() => request.headers());
  const page = request.isNavigationRequest();
  const body = request.postData();
  return {
    to: origin,
    query: openPairs(search.slice(1)),
    ...(page ? { navigates: inFrame(request) ? 'a frame' : 'the page' } : { headers: openHeaders(headers) }),
    ...(body === null ? {} : { body: openBody(body, headers['content-type']) }),
    ...(page ? {} : { status: await statusOf(request) }),
  };
}

function inFrame(request) {
  return request.frame().parentFrame() !== null;
}

function openHeaders(headers) {
  const own = Object.entries(headers).filter(([name]) => !OF_THE_BROWSER.test(name));
  // Browsers send headers in an order of their own.
  own.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    own.map(([name, value]) => [name, name === 'auth0-client' ? openTelemetry(value) : open(value, name)]),
  );
}

const openBody = (text, type = '') => (type.includes('form-urlencoded') ? openPairs(text) : openText(text, 'body'));

async function statusOf(request) {
  const response = await request.response().catch(() => null);
  return response?.status() ?? '‹none›';
}
