// Custom token exchange: what is sent, given and kept.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const TYPE = 'urn:partner:session-token';
const METHODS = ['exchangeToken', 'loginWithCustomTokenExchange', 'customTokenExchange'];
const VARIANTS = {
  memory: {},
  'refresh tokens': { useRefreshTokens: true, cacheLocation: 'localstorage' },
  'bound tokens': { useRefreshTokens: true, useDpop: true, cacheLocation: 'localstorage' },
};
const GIVEN = {
  plain: {},
  'another API': { audience: ORDERS, scope: 'openid read:orders' },
  'an organization': { organization: 'org_acme', scope: 'openid profile' },
  'further keys': { custom: 'a b&c', flag: true },
  'an actor': { actor_token: 'actor', actor_token_type: 'urn:partner:actor' },
};

for (const [kind, changes] of Object.entries(VARIANTS)) {
  compare(`custom token exchange, ${kind}`, async (session) => {
    const { app, tenant } = session;
    await app.open();
    await app.make({ ...TELEMETRY, ...changes, authorizationParams: { audience: CALENDAR } });
    for (const method of METHODS) {
      for (const [name, given] of Object.entries(GIVEN)) {
        const subject_token = await tenant.subjectToken();
        await session.step(`${method}, ${name}`, ([call, options]) => window.client[call](options), [
          method,
          { subject_token, subject_token_type: TYPE, ...given },
        ]);
      }
      await session.step(`${method}, who is signed in`, () => window.client.getUser());
    }
    await session.step('a token', () => window.client.getTokenSilently({ cacheMode: 'cache-only' }));
    await session.step('ends', () => window.client.logout({ openUrl: false }));
  });
}

compare('custom token exchange: refusals', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.make({ ...TELEMETRY, authorizationParams: { audience: CALENDAR } });
  const exchange = ([call, options]) => window.client[call](options ?? undefined);
  for (const method of METHODS) {
    await session.step(`${method}, no options`, exchange, [method, null]);
    await session.step(`${method}, nothing in them`, exchange, [method, {}]);
    await session.step(`${method}, a type nobody knows`, exchange, [
      method,
      { subject_token: 'x', subject_token_type: 'urn:nobody:knows' },
    ]);
    await session.step(`${method}, a token nobody made`, exchange, [
      method,
      { subject_token: 'not-a-token', subject_token_type: TYPE },
    ]);
  }
  for (const key of ['client_id', 'grant_type', 'baseUrl', 'timeout', 'redirect_uri', 'refresh_token']) {
    const subject_token = await tenant.subjectToken();
    const options = { subject_token, subject_token_type: TYPE, [key]: key === 'timeout' ? 1 : 'http://localhost:1' };
    await session.step(`the key ${key}`, exchange, ['customTokenExchange', options]);
  }
});

compare('custom token exchange: what the tenant may answer', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.make({ ...TELEMETRY, authorizationParams: { audience: CALENDAR } });
  const exchange = async (name, method, more = {}) => {
    const subject_token = await tenant.subjectToken();
    const given = { subject_token, subject_token_type: TYPE, ...more };
    return session.step(`${method}, ${name}`, ([call, options]) => window.client[call](options), [method, given]);
  };
  for (const method of METHODS.slice(1)) {
    for (const exchange_action of ['invalid_token', 'access_denied', 'server_error', 'too_many_attempts']) {
      await tenant.switches.set({ exchange_action });
      await exchange(exchange_action, method);
    }
    await session.normal();
    await tenant.switches.set({ mfa: 'required_on_exchange' });
    await exchange('a factor is missing', method);
    await session.normal();
    for (const damage of ['missing', 'iss', 'org_id', 'no_org_id']) {
      await tenant.switches.set({ id_token_tamper: damage });
      await exchange(`ID token: ${damage}`, method, { organization: 'org_acme', scope: 'openid' });
    }
    await session.normal();
  }
  await session.step('who is signed in', () => window.client.getUser());
});
