import { version } from '#build';
import type { IsFederatedDomainOptions } from './types.js';

// Needs no client, so it loads no WebAssembly: a page that asks this has shown nothing but a field yet.

/** For how long an answer is believed, in milliseconds: that there is a connection, that there is none. */
const BELIEVED = { yes: 60_000, no: 15_000 };
const MOST_ANSWERS = 1000;
const LIMIT = 10_000;
const ISSUER = 'http://openid.net/specs/connect/1.0/issuer';
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

interface Answer {
  answer: Promise<boolean>;
  until: number;
}

let known: Map<string, Answer>;

/**
 * Whether users of an email domain sign in at their own company's provider, by an enterprise
 * connection of the tenant. A hint where to send somebody, and no check of anything. Never rejects:
 * what cannot be found out is `false`.
 *
 * @param auth0Domain The tenant's domain.
 * @param emailDomain What follows the `@`.
 */
export async function isFederatedDomain(
  auth0Domain: string,
  emailDomain: string,
  options: IsFederatedDomainOptions = {},
): Promise<boolean> {
  const base = baseUrl(String(auth0Domain));
  const domain = String(emailDomain).toLowerCase();
  const key = `${base} ${domain}`;
  known = known || new Map();
  let found = known.get(key);
  if (!found || found.until <= Date.now()) {
    // Believed while it is on its way: whoever asks meanwhile gets the same answer.
    found = { answer: Promise.resolve(false), until: Infinity };
    found.answer = ask(base, domain, options || {}, found);
  }
  // The end of a map is what was used last.
  known.delete(key);
  known.set(key, found);
  if (known.size > MOST_ANSWERS) {
    known.delete(known.keys().next().value as string);
  }
  return found.answer;
}

async function ask(base: string, domain: string, options: IsFederatedDomainOptions, entry: Answer): Promise<boolean> {
  const status = await statusOf(base, domain, options);
  const isFederated = status >= 200 && status < 300;
  const span = isFederated ? BELIEVED.yes : status === 404 ? BELIEVED.no : 0;
  entry.until = Date.now() + span;
  if (status === 429) {
    console.warn('isFederatedDomain: the tenant answers no more questions for now (429). Ask once for each login.');
  }
  return isFederated;
}

/** The HTTP status, or 0 where there was no answer. */
async function statusOf(base: string, domain: string, options: IsFederatedDomainOptions): Promise<number> {
  const query = new URLSearchParams({ resource: `urn:auth0:discovery:domain:${domain}`, rel: ISSUER });
  const { telemetry = { name: 'auth0-spa-wasm', version }, customFetch } = options;
  const headers: Record<string, string> = telemetry.enabled === false ? {} : { 'Auth0-Client': encode(telemetry) };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), LIMIT);
  try {
    const send = customFetch || fetch;
    const { status } = await send(`${base}/.well-known/webfinger?${query}`, { headers, signal: controller.signal });
    return status;
  } catch {
    return 0;
  } finally {
    clearTimeout(timer);
  }
}

// Plain http is for a tenant on this machine only.
function baseUrl(domain: string): string {
  const url = domain.toLowerCase().replace(/\/+$/, '');
  return LOCAL.test(url) ? url : `https://${url.replace(/^https?:\/\//, '')}`;
}

function encode({ name, version }: { name: string; version: string }): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ name, version }));
  return btoa(String.fromCharCode(...bytes));
}
