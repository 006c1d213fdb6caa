// Every way in which an ID token can be wrong, and what is said of it.
import { compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const DAMAGE = [
  'missing',
  'malformed',
  'signature',
  'unknown_kid',
  'crit',
  'iss',
  'no_iss',
  'sub',
  'other_sub',
  'aud',
  'no_aud',
  'aud_list',
  'azp',
  'no_azp',
  'nonce',
  'no_nonce',
  'exp',
  'no_exp',
  'iat',
  'no_iat',
  'nbf',
  'auth_time',
  'no_auth_time',
];
const ORGANIZATION = ['org_id', 'no_org_id', 'org_name', 'no_org_name'];

const silently = (given) => window.client.getTokenSilently({ cacheMode: 'off', ...given });

compare('ID tokens that are wrong', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: { ...TELEMETRY, authorizationParams: { max_age: 3600 } } });
  for (const damage of DAMAGE) {
    await tenant.switches.set({ id_token_tamper: damage });
    await session.step(damage, silently);
  }
  await session.normal();
  for (const algorithm of ['PS256', 'ES256', 'HS256', 'none']) {
    await tenant.switches.set({ id_token_alg: algorithm });
    await session.step(algorithm, silently);
  }
  await session.normal();
  for (const organization of ['org_acme', 'acme', 'ACME']) {
    for (const damage of ORGANIZATION) {
      await tenant.switches.set({ id_token_tamper: damage });
      await session.step(`${organization}, ${damage}`, silently, { authorizationParams: { organization } });
    }
  }
  await session.normal();
  await session.step('and as it should be', silently);
});

compare('the max_age of a call', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: TELEMETRY });
  for (const damage of ['auth_time', 'no_auth_time']) {
    await tenant.switches.set({ id_token_tamper: damage });
    await session.step(damage, silently, { authorizationParams: { max_age: 3600 } });
    await session.step(`${damage}, as a text`, silently, { authorizationParams: { max_age: '3600' } });
  }
  await session.normal();
});
