import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';
import { ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const ISSUER = 'http://openid.net/specs/connect/1.0/issuer';

const ask = (query) =>
  fetch(`${run.tenant.url}/.well-known/webfinger?${new URLSearchParams(query)}`, { headers: { origin: ORIGIN } });

test('a domain with an enterprise connection is found, by a page too', async () => {
  const resource = 'urn:auth0:discovery:domain:acme.example';
  const response = await ask({ resource, rel: ISSUER });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  const links = [{ rel: ISSUER, href: run.tenant.issuer }];
  assert.deepEqual(await response.json(), { subject: resource, links });
});

test('another domain is not', async () => {
  assert.equal((await ask({ resource: 'urn:auth0:discovery:domain:other.example', rel: ISSUER })).status, 404);
});

test('another question is refused', async () => {
  assert.equal((await ask({ resource: 'acct:ada@acme.example', rel: ISSUER })).status, 400);
  assert.equal((await ask({ resource: 'urn:auth0:discovery:domain:acme.example' })).status, 400);
});
