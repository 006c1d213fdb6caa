// How an application uses the typings. Compiled strictly, libraries included.
import {
  Auth0Client,
  AuthenticationError,
  CacheKey,
  GenericError,
  InMemoryCache,
  LocalStorageCache,
  MyAccountApiError,
  PasskeyError,
  PasskeyRegisterError,
  RefreshTokenMode,
  ResponseType,
  TimeoutError,
  User,
  createAuth0Client,
  init,
} from 'auth0-spa-wasm';
import type {
  Auth0ClientOptions,
  AuthorizationParams,
  CacheLocation,
  ConnectedAccount,
  CustomFetchMinimalOutput,
  Fetcher,
  FetcherConfig,
  GetTokenSilentlyVerboseResponse,
  ICache,
  IdToken,
  WrappedCacheEntry,
} from 'auth0-spa-wasm';

interface Profile extends User {
  plan: 'free' | 'paid';
}

interface State {
  returnTo: string;
}

const options = {
  domain: 'tenant.example',
  clientId: 'client',
  cacheLocation: 'localstorage',
  authorizationParams: { scope: { 'https://api.example/': 'read' }, custom: 1 },
  nowProvider: () => Date.now(),
  verifyIdTokenSignature: false,
  auth0Client: { name: 'app', version: '1', env: { node: '20' } },
} satisfies Auth0ClientOptions;

export async function use(): Promise<void> {
  await init(new URL('https://app.example/auth0_spa_wasm_bg.wasm'));
  const client: Auth0Client = await createAuth0Client(options);
  await createAuth0Client({ ...options, refreshTokenMode: 'offline' });
  await createAuth0Client({
    ...options,
    refreshTokenMode: RefreshTokenMode.Online,
    useRefreshTokens: true,
    useDpop: true,
  });
  // @ts-expect-error online mode needs DPoP
  await createAuth0Client({ ...options, refreshTokenMode: 'online', useRefreshTokens: true });
  // @ts-expect-error a client needs its options
  new Auth0Client();
  // @ts-expect-error there is no such place
  new Auth0Client({ ...options, cacheLocation: 'session' });

  await client.loginWithRedirect<State>({ appState: { returnTo: '/' }, openUrl: (url) => void url.length });
  // @ts-expect-error the application state has a type
  await client.loginWithRedirect<State>({ appState: { returnTo: 1 } });
  const result = await client.handleRedirectCallback<State>('https://app.example/?code=1');
  const target: string | undefined = result.appState?.returnTo;
  if (result.response_type === ResponseType.ConnectCode) {
    const connection: string = result.connection;
    void connection;
  }

  const token: string | undefined = await client.getTokenSilently();
  const details: GetTokenSilentlyVerboseResponse | undefined = await client.getTokenSilently({
    detailedResponse: true,
  });
  // @ts-expect-error a plain call answers a text, not an object
  (await client.getTokenSilently())?.access_token;
  // @ts-expect-error the refresh token is not for the application
  details?.refresh_token;

  const user = await client.getUser<Profile>();
  const plan: 'free' | 'paid' | undefined = user?.plan;
  const claims: IdToken | undefined = await client.getIdTokenClaims();
  const raw: string | undefined = claims?.__raw;
  const signedIn: boolean = await client.isAuthenticated();
  const nonce: string | undefined = await client.getDpopNonce('api');
  await client.setDpopNonce(nonce ?? '', 'api');
  const proof: string = await client.generateDpopProof({
    url: 'https://api.example/',
    method: 'GET',
    accessToken: 't',
  });
  // @ts-expect-error a proof is for a token
  await client.generateDpopProof({ url: 'https://api.example/', method: 'GET' });
  const exchanged: string = (await client.exchangeToken({ subject_token: 't', subject_token_type: 'urn:a:b', hint: 1 }))
    .id_token;
  // @ts-expect-error an exchange needs the type of its token
  await client.customTokenExchange({ subject_token: 't' });
  await client.revokeRefreshToken();
  await client.revokeRefreshToken({ audience: 'https://api.example/' });
  await client.logout({ clientId: null, openUrl: false, logoutParams: { returnTo: 'https://app.example/' } });
  const { domain, clientId }: { domain: string; clientId: string } = client.getConfiguration();
  // @ts-expect-error the configuration is read-only
  client.getConfiguration().domain = 'other';
  // @ts-expect-error the options are the client's own
  client.options;
  void [proof, exchanged, target, token, plan, raw, signedIn, domain, clientId];
}

interface Answer extends CustomFetchMinimalOutput {
  data: { events: number };
}

export async function call(client: Auth0Client): Promise<void> {
  const fetcher: Fetcher = client.createFetcher({ baseUrl: 'https://api.example/', renewInvalidToken: true });
  const response: Response = await fetcher.fetchWithAuth('/events', { method: 'POST' }, { scope: ['write'] });
  await fetcher.fetchWithAuth(new URL('https://api.example/'), undefined, { audience: 'https://api.example/' });
  await client.createFetcher().fetchWithAuth(new Request('https://api.example/'));
  const config: FetcherConfig<Answer> = {
    allowedOrigins: ['https://api.example'],
    maxRetryAfterInSeconds: 5,
    dpopNonceId: 'api',
    getAccessToken: ({ audience } = {}) => client.getTokenSilently({ authorizationParams: { audience } }),
    fetch: async ({ url }) => ({ status: url.length, headers: {}, data: { events: 1 } }),
    onStepUp: async ({ scope, max_age }) => (max_age ? undefined : { scope: scope?.split(' ') }),
  };
  const { data } = await client.createFetcher(config).fetchWithAuth('/events');
  // @ts-expect-error the answer of a custom fetch is its own
  (await client.createFetcher(config).fetchWithAuth('/events')).json();
  // @ts-expect-error scopes are a list
  await fetcher.fetchWithAuth('/events', {}, { scope: 'write' });
  // @ts-expect-error a custom fetch answers with a status
  client.createFetcher({ fetch: async () => ({ headers: {} }) });
  void [response, data.events];
}

export async function connect(client: Auth0Client): Promise<string[]> {
  await client.connectAccountWithRedirect<State>({
    connection: 'google-oauth2',
    scopes: ['https://www.googleapis.com/auth/calendar'],
    authorizationParams: { login_hint: 'me@example.com' },
    redirectUri: 'https://app.example/',
    appState: { returnTo: '/' },
    openUrl: (url) => void url.length,
  });
  await client.connectAccountWithRedirect({ connection: 'github', authorization_params: {}, redirect_uri: '/' });
  // @ts-expect-error a connection must be named
  await client.connectAccountWithRedirect({ scopes: [] });
  const { accounts, next } = await client.listConnectedAccounts({ connection: 'github', take: 5 });
  const { connections } = await client.listConnectedAccountConnections({ from: next });
  // @ts-expect-error only accounts belong to a connection
  await client.listConnectedAccountConnections({ connection: 'github' });
  for await (const account of client.connectedAccounts({ take: 20 })) await client.deleteConnectedAccount(account.id);
  const names: string[] = accounts.map((account: ConnectedAccount) => account.connection);
  for await (const { name, strategy } of client.connectedAccountConnections()) names.push(name, strategy);
  return names.concat(connections.map(({ scopes = [] }) => scopes.join(' ')));
}

export async function connectByHand({ myAccount }: Auth0Client, code: string): Promise<string> {
  const redirect_uri = 'https://app.example/';
  const { connect_uri, connect_params, auth_session } = await myAccount.connectAccount({
    connection: 'github',
    redirect_uri,
    scopes: ['repo'],
  });
  // @ts-expect-error the API has one spelling
  await myAccount.connectAccount({ connection: 'github', redirectUri: redirect_uri });
  const { id } = await myAccount.completeAccount({ auth_session, connect_code: code, redirect_uri });
  for await (const account of myAccount.connectedAccounts()) if (account.id !== id) return account.id;
  return `${connect_uri}?ticket=${connect_params.ticket}`;
}

export async function methods({ myAccount }: Auth0Client): Promise<string[]> {
  const [{ type, usage }] = await myAccount.getFactors();
  const methods = await myAccount.getAuthenticationMethods('phone');
  const numbers = methods.map((method) => (method.type === 'phone' ? method.phone_number : method.id));
  const challenge = await myAccount.enrollmentChallenge({ type: 'totp' });
  if (challenge.type !== 'totp') return [type, ...(usage ?? [])];
  const { location, auth_session, barcode_uri } = challenge;
  const { id } = await myAccount.enrollmentVerify({ type: 'totp', location, auth_session, otp_code: '123456' });
  // @ts-expect-error a telephone has a number
  await myAccount.enrollmentChallenge({ type: 'phone' });
  await myAccount.updateAuthenticationMethod(id, { name: 'My app' });
  await myAccount.deleteAuthenticationMethod((await myAccount.getAuthenticationMethod(id)).id);
  return [barcode_uri, ...numbers];
}

export async function passkeys({ passkey }: Auth0Client): Promise<string[]> {
  const { id_token, refresh_token } = await passkey.signup({ email: 'me@example.com', userMetadata: { plan: 'free' } });
  await passkey.login();
  await passkey.login({ realm: 'people', organization: 'org_1', audience: 'a', scope: 's' });
  // @ts-expect-error somebody must sign up by something
  await passkey.signup({ name: 'Me' });
  const { authSession, publicKey } = await passkey.getLoginChallenge();
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  await passkey.getTokenWithPasskey({ authSession, credential });
  const { publicKey: creation } = await passkey.getSignupChallenge({ username: 'me' });
  return [id_token, refresh_token ?? '', creation.rp.name];
}

export function explain(error: unknown): string {
  if (error instanceof AuthenticationError) return `${error.state} ${error.appState}`;
  if (error instanceof TimeoutError) return error.error_description;
  if (error instanceof GenericError) return error.error;
  if (error instanceof MyAccountApiError) return error.validation_errors?.[0].detail ?? error.title;
  if (error instanceof PasskeyRegisterError) return String(error.statusCode);
  if (error instanceof PasskeyError) return error.cause?.error ?? error.code;
  return String(error);
}

export class Store implements ICache {
  private readonly inner = new InMemoryCache().enclosedCache;
  async set<T = WrappedCacheEntry>(key: string, entry: T): Promise<void> {
    await this.inner.set(key, entry);
  }
  get<T = WrappedCacheEntry>(key: string) {
    return this.inner.get<T>(key);
  }
  remove(key: string) {
    return this.inner.remove(key);
  }
}

const places: CacheLocation[] = ['memory', 'localstorage', 'indexeddb'];
const addresses: Auth0ClientOptions['workerUrl'][] = ['/worker.js', new URL('https://app.example/worker.js')];
const parameters: AuthorizationParams = { prompt: 'login', max_age: '0', anything: true };
const store: ICache = new LocalStorageCache();
const key: string = CacheKey.fromKey('a::b').toKey();
const nobody: User = new User();
void [places, addresses, parameters, store, key, nobody, new Auth0Client({ ...options, cache: new Store() })];
