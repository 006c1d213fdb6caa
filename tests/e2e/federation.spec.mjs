// Whether an email domain has an enterprise connection.
import { expect, test } from './support/fixtures.mjs';

const ask = (domain) => window.sdk.isFederatedDomain(window.settings.domain, domain);

test('the tenant knows one domain, and is asked once; no WebAssembly is needed for it', async ({ app, tenant }) => {
  await app.open('/?csp=no-wasm');
  expect(await app.run(ask, 'acme.example')).toBe(true);
  expect(await app.run(ask, 'ACME.example')).toBe(true);
  expect(await app.run(ask, 'other.example')).toBe(false);
  expect(
    tenant.log.entries(0).filter(({ path, method }) => path.endsWith('webfinger') && method === 'GET'),
  ).toHaveLength(2);
});

test('a tenant that is not there has no such domain', async ({ app }) => {
  await app.open();
  expect(await app.run(() => window.sdk.isFederatedDomain('http://localhost:1', 'acme.example'))).toBe(false);
});
