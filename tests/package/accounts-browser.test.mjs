// Connected accounts with the real core, in Chromium, against a My Account API.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openPage } from './support/chromium.mjs';
import { serveMyAccount } from './support/my-account.mjs';

let opened;
let tenant;

before(async () => {
  tenant = await serveMyAccount();
  opened = await openPage('<!doctype html><title>accounts</title>');
  await opened.page.evaluate(async (domain) => {
    globalThis.sdk = await import('/dist/index.js');
    const audience = `${domain}/me/`;
    const may = ['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`);
    const scope = ['openid', 'profile', 'email', ...may].join(' ');
    const body = { access_token: 't', token_type: 'Bearer', expires_in: 600, audience, scope, client_id: 'c' };
    // A token for the API is there already: how one is obtained is not what is tested here.
    const cache = new globalThis.sdk.InMemoryCache().enclosedCache;
    await cache.set(`@@auth0spajs@@::c::${audience}::${scope}`, { body, expiresAt: Date.now() / 1000 + 600 });
    globalThis.make = () => new globalThis.sdk.Auth0Client({ domain, clientId: 'c', cache });
    /** The start of a connection: where the user is sent. */
    globalThis.connect = async (client, options) => {
      let sent;
      await client.connectAccountWithRedirect({
        connection: 'calendar',
        openUrl: (url) => void (sent = url),
        ...options,
      });
      return sent;
    };
    globalThis.failure = (promise) =>
      promise.then(
        () => 'no failure',
        (error) => ({
          classes: Object.keys(globalThis.sdk).filter(
            (name) => /Error$/.test(name) && error instanceof globalThis.sdk[name],
          ),
          name: error.name,
          message: error.message,
          fields: { ...error },
        }),
      );
  }, tenant.origin);
});

beforeEach(() => void tenant.seen.splice(0));

after(async () => {
  await opened?.close();
  tenant?.close();
});

/** Runs a function in the page. */
const inPage = (run, argument) => opened.page.evaluate(run, argument);

test('an account is connected, from the start to the result', async () => {
  const [sent, result] = await inPage(async () => {
    const client = globalThis.make();
    const scopes = ['read', 'write'];
    const authorization_params = { login_hint: 'me@example.com' };
    const options = { scopes, authorization_params, redirectUri: 'https://app.example/done', appState: { at: [1] } };
    const sent = await globalThis.connect(client, options);
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.c') ?? '{}');
    return [sent, await client.handleRedirectCallback(`https://app.example/done?connect_code=code&state=${state}`)];
  });
  assert.equal(sent, `${tenant.origin}/connect?kept=1&ticket=the%20ticket`);
  const [start, finish] = tenant.seen;
  const { state, code_challenge, ...rest } = start.body;
  assert.deepEqual([start.method, start.url, start.authorization], ['POST', '/connect', 'Bearer t']);
  assert.deepEqual(rest, {
    connection: 'calendar',
    scopes: ['read', 'write'],
    redirect_uri: 'https://app.example/done',
    code_challenge_method: 'S256',
    authorization_params: { login_hint: 'me@example.com' },
  });
  assert.ok(state && /^[\w-]{43}$/.test(code_challenge));
  const { code_verifier, ...complete } = finish.body;
  assert.ok(code_verifier.length >= 43);
  assert.deepEqual(
    [finish.url, complete],
    ['/complete', { auth_session: 'the session', connect_code: 'code', redirect_uri: 'https://app.example/done' }],
  );
  assert.deepEqual(result, {
    id: 'cac_9',
    connection: 'calendar',
    access_type: 'offline',
    scopes: ['read'],
    created_at: '2026-01-01T00:00:00.000Z',
    appState: { at: [1] },
    response_type: 'connect_code',
  });
});

test('call by call: client.myAccount sends what it is given and answers what the API answers', async () => {
  const [connect, complete] = await inPage(async () => {
    const { myAccount } = globalThis.make();
    const redirect_uri = 'https://app.example/done';
    const request = { redirect_uri, connection: 'calendar', scopes: ['read'], state: undefined, nested: { at: [1] } };
    const connect = await myAccount.connectAccount(request);
    const { auth_session } = connect;
    return [connect, await myAccount.completeAccount({ auth_session, connect_code: 'code', redirect_uri })];
  });
  assert.deepEqual(Object.keys(connect).sort(), ['auth_session', 'connect_params', 'connect_uri', 'expires_in']);
  assert.deepEqual([connect.connect_params, connect.expires_in], [{ ticket: 'the ticket' }, 300]);
  assert.equal(complete.id, 'cac_9');
  const redirect_uri = 'https://app.example/done';
  assert.deepEqual(
    tenant.seen.map(({ method, url, body }) => [method, url, body]),
    [
      ['POST', '/connect', { redirect_uri, connection: 'calendar', scopes: ['read'], nested: { at: [1] } }],
      ['POST', '/complete', { auth_session: 'the session', connect_code: 'code', redirect_uri }],
    ],
  );
});

test('both spellings of the parameters are the same request', async () => {
  await inPage(async () => {
    const client = globalThis.make();
    const authorizationParams = { prompt: 'consent' };
    await globalThis.connect(client, { authorizationParams, redirect_uri: 'https://app.example/done' });
    await globalThis.connect(client, {
      authorization_params: authorizationParams,
      redirectUri: 'https://app.example/done',
    });
  });
  const bodies = tenant.seen.map(({ body: { state, code_challenge, ...rest } }) => [!state, !code_challenge, rest]);
  assert.equal(bodies.length, 2);
  assert.deepEqual(bodies[0], bodies[1]);
  assert.deepEqual(bodies[0][2].authorization_params, { prompt: 'consent' });
  assert.equal(bodies[0][2].redirect_uri, 'https://app.example/done');
});

test('a refusal of the user is a ConnectError with what was to be connected', async () => {
  const error = await inPage(async () => {
    const client = globalThis.make();
    await globalThis.connect(client, { appState: 'mine' });
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.c') ?? '{}');
    const query = `error=access_denied&error_description=said+no&state=${state}`;
    return globalThis.failure(client.handleRedirectCallback(`https://app.example/?${query}`));
  });
  assert.ok(error.classes.includes('ConnectError'), error.message);
  const { error: code, error_description, connection, appState } = error.fields;
  assert.deepEqual([code, error_description, connection, appState], ['access_denied', 'said no', 'calendar', 'mine']);
});

test('a refusal of the API is a MyAccountApiError with its fields, and nobody is sent anywhere', async () => {
  const [error, opened] = await inPage(async () => {
    let opened = false;
    const openUrl = () => void (opened = true);
    return [
      await globalThis.failure(globalThis.connect(globalThis.make(), { connection: 'forbidden', openUrl })),
      opened,
    ];
  });
  assert.deepEqual(error.classes, ['Auth0Error', 'MyAccountApiError']);
  assert.equal(error.name, 'MyAccountApiError');
  assert.match(error.message, /^The token may not connect accounts\.; needs a scope\. Allow the scope .*dashboard/);
  const { type, status, title, detail, validation_errors } = error.fields;
  assert.deepEqual(
    [type, status, title, detail],
    ['https://auth0.com/api-errors/A0E-403-0002', 403, 'Insufficient Scope', 'The token may not connect accounts.'],
  );
  assert.deepEqual(validation_errors, [{ detail: 'needs a scope', field: 'scope' }]);
  assert.equal(opened, false);
});

test('without a connection nothing is sent, and the argument is named', async () => {
  const errors = await inPage(() =>
    Promise.all(
      [{ connection: undefined }, { connection: '' }].map((options) =>
        globalThis.failure(globalThis.connect(globalThis.make(), options)),
      ),
    ),
  );
  const classes = ['Auth0Error', 'GenericError', 'MissingRequiredArgumentError'];
  for (const error of errors) assert.deepEqual([error.classes, error.message], [classes, 'connection is required']);
  assert.deepEqual(tenant.seen, []);
});

test('lists come page by page, or whole', async () => {
  const answers = await inPage(async () => {
    const client = globalThis.make();
    const collect = async (iterator) => {
      const items = [];
      for await (const item of iterator) items.push(item);
      return items;
    };
    const page = await client.listConnectedAccounts({ connection: 'calendar', take: 2 });
    return {
      page: [page.accounts.map(({ id }) => id), page.next],
      rest: Object.keys(await client.listConnectedAccounts({ from: 'n2' })),
      all: (await collect(client.connectedAccounts({ take: 2 }))).map(({ id }) => id),
      connections: await client.listConnectedAccountConnections(),
      allConnections: await collect(client.connectedAccountConnections()),
    };
  });
  const connections = [{ name: 'calendar', strategy: 'oauth2' }];
  assert.deepEqual(answers, {
    page: [['cac_1', 'cac_2'], 'n2'],
    rest: ['accounts'],
    all: ['cac_1', 'cac_2', 'cac_3'],
    connections: { connections },
    allConnections: connections,
  });
  assert.deepEqual(
    tenant.seen.map(({ url }) => url),
    [
      '/accounts?connection=calendar&take=2',
      '/accounts?from=n2',
      '/accounts?take=2',
      '/accounts?take=2&from=n2',
      '/connections',
      '/connections',
    ],
  );
});

test('an account is disconnected by its id; one that is not there is told', async () => {
  const [gone, error] = await inPage(async () => {
    const client = globalThis.make();
    const gone = await client.deleteConnectedAccount('cac_1');
    return [gone === undefined, await globalThis.failure(client.deleteConnectedAccount('cac_7'))];
  });
  assert.ok(gone);
  assert.deepEqual([error.classes, error.fields.status], [['Auth0Error', 'MyAccountApiError'], 404]);
});

test('arguments that cannot be are refused without a request', async () => {
  const errors = await inPage(async () => {
    const client = globalThis.make();
    const calls = [
      ...[0, -1, 1.5, Number.NaN].map((take) => client.listConnectedAccounts({ take })),
      client.connectedAccounts({ take: 0 }).next(),
      client.listConnectedAccountConnections({ take: 0 }),
      ...[undefined, '', ' '].map((id) => client.deleteConnectedAccount(id)),
    ];
    return Promise.all(calls.map((call) => globalThis.failure(call)));
  });
  assert.deepEqual(
    errors.map(({ classes, fields }) => [classes.slice(1), fields.error]),
    [
      ...Array(6).fill([['GenericError', 'InvalidArgumentError'], 'invalid_argument']),
      ...Array(3).fill([['GenericError', 'MissingRequiredArgumentError'], 'missing_required_argument']),
    ],
  );
  assert.deepEqual(tenant.seen, []);
});
