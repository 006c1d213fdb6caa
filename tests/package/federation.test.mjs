// isFederatedDomain: what it asks, what it believes and for how long.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { replaced, warningsOf } from './support/page.mjs';

let asked;
let isFederatedDomain;

beforeEach(async () => {
  asked = [];
  ({ isFederatedDomain } = await loadFacade());
});

/** A `fetch` that answers with these, one after the other; an error is thrown. */
const answering = (...answers) => ({
  customFetch: async (url, init) => {
    asked.push({ url: new URL(url), headers: init.headers });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return new Response(null, { status: answer });
  },
});

const at = (now, run) => replaced(Date, 'now', () => now, run);

test('one question in the known form, with what the package says of itself', async () => {
  assert.equal(await isFederatedDomain('https://Tenant.Example/', 'ACME.com', answering(200)), true);
  const [{ url, headers }] = asked;
  assert.equal(url.origin + url.pathname, 'https://tenant.example/.well-known/webfinger');
  assert.deepEqual(
    [...url.searchParams],
    [
      ['resource', 'urn:auth0:discovery:domain:acme.com'],
      ['rel', 'http://openid.net/specs/connect/1.0/issuer'],
    ],
  );
  assert.deepEqual(JSON.parse(atob(headers['Auth0-Client'])), { name: 'auth0-spa-wasm', version: '1.2.3' });
});

test('telemetry can be another’s, or none', async () => {
  const telemetry = { name: 'wrapper — ü', version: '7' };
  await isFederatedDomain('t.example', 'a.com', { ...answering(200), telemetry });
  await isFederatedDomain('t.example', 'b.com', { ...answering(200), telemetry: { enabled: false } });
  const bytes = Uint8Array.from(atob(asked[0].headers['Auth0-Client']), (char) => char.charCodeAt(0));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(bytes)), telemetry);
  assert.deepEqual(asked[1].headers, {});
});

test('yes is believed for a minute, no for a quarter of one, and per tenant', async () => {
  const answers = answering(200, 404, 404, 200);
  const ask = (domain, now) => at(now, () => isFederatedDomain('t.example', domain, answers));
  assert.deepEqual([await ask('yes.com', 0), await ask('no.com', 0)], [true, false]);
  assert.deepEqual([await ask('YES.com', 59_999), await ask('no.com', 14_999)], [true, false]);
  assert.equal(asked.length, 2);
  assert.deepEqual([await ask('yes.com', 60_000), await ask('no.com', 15_000)], [false, true]);
  assert.equal(asked.length, 4);
  await isFederatedDomain('other.example', 'yes.com', answers);
  assert.equal(asked.length, 5);
});

test('what is no answer is false, never an error, and not believed', async () => {
  const answers = answering(500, new TypeError('offline'), 302, 200);
  const ask = () => isFederatedDomain('t.example', 'a.com', answers);
  assert.deepEqual([await ask(), await ask(), await ask(), await ask()], [false, false, false, true]);
  const warnings = await warningsOf(async () => {
    assert.equal(await isFederatedDomain('t.example', 'b.com', answering(429)), false);
  });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /429/);
});

test('questions at once are one question, and the thousand that were used last are kept', async () => {
  const answers = answering(200);
  const ask = (domain) => isFederatedDomain('t.example', domain, answers);
  assert.deepEqual(await Promise.all([ask('a.com'), ask('a.com'), ask('a.com')]), [true, true, true]);
  assert.equal(asked.length, 1);
  for (let number = 1; number < 1000; number += 1) await ask(`${number}.com`);
  await ask('a.com');
  assert.equal(asked.length, 1000);
  await ask('one.more.com');
  await ask('a.com');
  assert.equal(asked.length, 1001);
  await ask('1.com');
  assert.equal(asked.length, 1002);
});

test('plain http is for this machine only', async () => {
  for (const [domain, origin] of [
    ['http://localhost:7102', 'http://localhost:7102'],
    ['http://tenant.example', 'https://tenant.example'],
    ['http://localhost.attacker.example', 'https://localhost.attacker.example'],
  ]) {
    await isFederatedDomain(domain, 'a.com', answering(200));
    assert.equal(asked.at(-1).url.origin, origin);
  }
});
