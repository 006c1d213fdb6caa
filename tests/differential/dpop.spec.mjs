// Proofs of possession: the helpers, what requests carry, and what is kept.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  ...TELEMETRY,
  useDpop: true,
  useRefreshTokens: true,
  cacheLocation: 'localstorage',
  authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
};

compare('DPoP helpers without useDpop', async (session) => {
  await session.app.open();
  await session.step('getDpopNonce', (options) => window.make(options).getDpopNonce(), TELEMETRY);
  await session.step('setDpopNonce', () => window.client.setDpopNonce('n'));
  await session.step('generateDpopProof', () => window.client.generateDpopProof({ url: 'https://a/', method: 'GET' }));
});

compare('DPoP helpers', async (session) => {
  await session.app.open();
  await session.step('no nonce yet', (options) => window.make(options).getDpopNonce(), OPTIONS);
  await session.step('a nonce of the tenant', async () => {
    const set = await window.client.setDpopNonce('of the tenant');
    return { set, get: await window.client.getDpopNonce() };
  });
  await session.step('a nonce with a name', async () => {
    await window.client.setDpopNonce('of an API', 'api');
    return [
      await window.client.getDpopNonce('api'),
      await window.client.getDpopNonce('other'),
      await window.client.getDpopNonce(''),
    ];
  });
  const proofs = {
    'a proof': { url: 'https://api.example.com/a?x=1#y', method: 'GET', accessToken: 'token' },
    'a proof with a nonce': { url: 'https://api.example.com/a', method: 'POST', accessToken: 'token', nonce: 'n' },
    'a proof without a token': { url: 'https://api.example.com/a', method: 'DELETE' },
    'a proof for an address written oddly': {
      url: 'HTTPS://API.example:443/a/../b?x=1#y',
      method: 'GET',
      accessToken: 't',
    },
    'a method in small letters': { url: 'https://api.example.com/a', method: 'get', accessToken: 't' },
    'an address that is none': { url: 'not an address', method: 'GET', accessToken: 't' },
    'no address': { method: 'GET', accessToken: 't' },
    'no method': { url: 'https://api.example.com/', accessToken: 't' },
  };
  for (const [name, given] of Object.entries(proofs)) {
    await session.step(name, (options) => window.client.generateDpopProof(options), given);
  }
  await session.step('no options', () => window.client.generateDpopProof());
  await session.step('one key for all', async () => {
    const key = async () => {
      const proof = await window.client.generateDpopProof({
        url: 'https://a.example/',
        method: 'GET',
        accessToken: 't',
      });
      return JSON.parse(atob(proof.split('.')[0].replaceAll('-', '+').replaceAll('_', '/'))).jwk.x;
    };
    return (await key()) === (await key());
  });
  await session.step('ends', () => window.client.logout({ openUrl: false }));
});

compare('a session with bound tokens', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await session.signIn({ options: OPTIONS });
  await session.step('a token', () => window.client.getTokenSilently({ detailedResponse: true }));
  await session.step('renewed', () => window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }));
  await tenant.switches.set({ as_nonce: 'rotate' });
  await session.step('renewed, with a nonce that is never the last', () =>
    window.client.getTokenSilently({ cacheMode: 'off' }),
  );
  await session.normal();
  await session.step('renewed after that', () =>
    window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }),
  );
  await session.step('revoked', () => window.client.revokeRefreshToken());
  await session.step('ends', () => window.client.logout({ openUrl: false }));
});

compare('a session with bound tokens in a worker', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await session.signIn({ options: { ...OPTIONS, cacheLocation: 'memory' } });
  await session.succeed('renewed', () => window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }));
  await tenant.switches.set({ as_nonce: 'rotate' });
  await session.step('renewed, where each nonce is good for once', () =>
    window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }),
  );
  await session.normal();
  await session.step('who is signed in', () => window.client.getUser());
  await session.step('ends', () => window.client.logout({ openUrl: false }));
});

compare('bound tokens that are none', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await session.signIn({ options: OPTIONS });
  const renew = () => window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true });
  for (const fault of [{ as_nonce: 'stale' }, { token_type_override: 'Bearer' }, { token_type_override: 'dpop' }]) {
    await tenant.switches.set(fault);
    await session.step(JSON.stringify(fault), renew);
    await session.normal();
  }
  await tenant.switches.set({ cors_expose: 'none', as_nonce: 'rotate' });
  await session.step('a nonce that the page cannot read', renew);
  await session.normal();
});
