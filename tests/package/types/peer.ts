// The typings against those of the package they stand in for: each side must accept the other's
// values. Private members make classes nominal, so clients are compared by their public methods.
import type * as peer from '@auth0/auth0-spa-js';
import type * as ours from 'auth0-spa-wasm';

/** `true` when either type can be used as the other. */
export type Same<Ours, Peers> = [Ours] extends [Peers]
  ? [Peers] extends [Ours]
    ? true
    : 'what the peer gives is not accepted by ours'
  : 'what ours gives is not accepted by the peer';

/** As {@link Same}; methods are compared with parameters taken strictly. */
export type SameCall<Ours extends (...args: any) => any, Peers extends (...args: any) => any> = [
  Same<Parameters<Ours>, Parameters<Peers>>,
  Same<ReturnType<Ours>, ReturnType<Peers>>,
] extends [true, true]
  ? true
  : [Same<Parameters<Ours>, Parameters<Peers>>, Same<ReturnType<Ours>, ReturnType<Peers>>];

type Methods =
  | 'loginWithRedirect'
  | 'handleRedirectCallback'
  | 'checkSession'
  | 'getUser'
  | 'getIdTokenClaims'
  | 'isAuthenticated'
  | 'getTokenSilently'
  | 'exchangeToken'
  | 'loginWithCustomTokenExchange'
  | 'customTokenExchange'
  | 'loginWithPopup'
  | 'getTokenWithPopup'
  | 'revokeRefreshToken'
  | 'logout'
  | 'getDpopNonce'
  | 'setDpopNonce'
  | 'generateDpopProof'
  | 'getConfiguration';

export const methods: { [M in Methods]: SameCall<ours.Auth0Client[M], peer.Auth0Client[M]> } = {
  loginWithRedirect: true,
  handleRedirectCallback: true,
  checkSession: true,
  getUser: true,
  getIdTokenClaims: true,
  isAuthenticated: true,
  getTokenSilently: true,
  exchangeToken: true,
  loginWithCustomTokenExchange: true,
  customTokenExchange: true,
  loginWithPopup: true,
  getTokenWithPopup: true,
  revokeRefreshToken: true,
  logout: true,
  getDpopNonce: true,
  setDpopNonce: true,
  generateDpopProof: true,
  getConfiguration: true,
};

// What the peer has in another form, compared below.
type Otherwise = 'createFetcher' | 'connectAccountWithRedirect';

// Additions to the peer.
type Ours =
  | 'connectAccountWithPopup'
  | 'listConnectedAccounts'
  | 'connectedAccounts'
  | 'listConnectedAccountConnections'
  | 'connectedAccountConnections'
  | 'deleteConnectedAccount';

// Clients of their own behind the client, compared below by what they can do.
type SubClients = 'anonymous' | 'mfa' | 'myAccount' | 'passkey';

// Every public method of ours is compared, or is one that the peer does not have.
export const everyMethod: [
  Same<keyof ours.Auth0Client, Methods | Otherwise | Ours | SubClients>,
  Same<Extract<Ours, keyof peer.Auth0Client>, never>,
] = [true, true];

// The peer's fetcher has protected members, which no other class can have: what can be called counts.
interface Answer extends peer.CustomFetchMinimalOutput {
  body: string;
}
type Called<T> = Pick<T, keyof T>;
type Config<T extends peer.CustomFetchMinimalOutput> = Pick<ours.FetcherConfig<T>, keyof peer.FetcherConfig<T>>;

export const fetcher: [
  Same<Called<ours.Fetcher<Answer>>, Called<peer.Fetcher<Answer>>>,
  SameCall<ours.Fetcher<Answer>['fetchWithAuth'], peer.Fetcher<Answer>['fetchWithAuth']>,
  Same<ours.FetcherConfig<Answer>, peer.FetcherConfig<Answer>>,
  Same<Config<Answer>, peer.FetcherConfig<Answer>>,
  Same<ours.CustomFetchMinimalOutput, peer.CustomFetchMinimalOutput>,
  Same<Parameters<ours.Auth0Client['createFetcher']>, Parameters<peer.Auth0Client['createFetcher']>>,
  Same<Called<ReturnType<ours.Auth0Client['createFetcher']>>, Called<ReturnType<peer.Auth0Client['createFetcher']>>>,
] = [true, true, true, true, true, true, true];

// What a class can be asked for; private members make the classes themselves nominal.
type Public<T> = Pick<T, keyof T>;

// The peer's typings are newer than what it runs: its raw client does not have this method.
type NotThere = 'mintTransferToken';

export const subClients: [
  Same<Public<ours.PasskeyApiClient>, Public<peer.PasskeyApiClient>>,
  Same<Public<ours.AnonymousSessionApiClient>, Public<peer.AnonymousSessionApiClient>>,
  Same<Public<ours.AnonymousSessionClient>, Omit<Public<peer.AnonymousSessionClient>, NotThere>>,
] = [true, true, true];

declare const ourClient: ours.Auth0Client;
declare const peerClient: peer.Auth0Client;
const ourFetcher = ourClient.createFetcher();
const peerFetcher = peerClient.createFetcher();
export const plainFetcher: Same<Called<typeof ourFetcher>, Called<typeof peerFetcher>> = true;

// Ours lets `openUrl` answer nothing, as that of a login may.
type OpenConnect = ours.RedirectConnectAccountOptions<1>;
type PeerConnect = peer.RedirectConnectAccountOptions<1>;

export const connect: [
  Same<Omit<OpenConnect, 'openUrl'>, Omit<PeerConnect, 'openUrl'>>,
  Takes<OpenConnect, PeerConnect>,
  Takes<
    Parameters<ours.Auth0Client['connectAccountWithRedirect']>,
    Parameters<peer.Auth0Client['connectAccountWithRedirect']>
  >,
  Same<
    ReturnType<ours.Auth0Client['connectAccountWithRedirect']>,
    ReturnType<peer.Auth0Client['connectAccountWithRedirect']>
  >,
] = [true, true, true, true];

// Their parameters and results are compared one by one elsewhere.
type MyAccountMethods = keyof peer.MyAccountApiClient;
export const myAccountIsThere: [
  Same<ours.Auth0Client['myAccount'], ours.MyAccountApiClient>,
  Same<keyof ours.MyAccountApiClient, MyAccountMethods | Exclude<Ours, 'connectAccountWithPopup'>>,
] = [true, true];

// Where ours takes more than the peer: a further place for tokens, and addresses that are no texts.
type More = 'cacheLocation' | 'workerUrl';
type Options = Omit<ours.Auth0ClientOptions, More> & Pick<peer.Auth0ClientOptions, More>;
type Takes<Wide, Narrow> = [Narrow] extends [Wide] ? true : 'what the peer takes is not taken by ours';

export const more: [
  Takes<ours.Auth0ClientOptions, peer.Auth0ClientOptions>,
  Takes<ConstructorParameters<typeof ours.Auth0Client>, ConstructorParameters<typeof peer.Auth0Client>>,
  Takes<Parameters<typeof ours.createAuth0Client>, Parameters<typeof peer.createAuth0Client>>,
] = [true, true, true];

export const overloads: [
  Same<Pick<ours.Auth0Client, Methods>, Pick<peer.Auth0Client, Methods>>,
  Same<
    typeof ours.createAuth0Client extends (options: infer O) => unknown ? O : never,
    ours.Auth0ClientOptions & { refreshTokenMode?: 'offline' }
  >,
] = [true, true];

type Classes =
  | 'AnonymousSessionError'
  | 'AuthenticationError'
  | 'CacheKey'
  | 'ConnectError'
  | 'GenericError'
  | 'InMemoryCache'
  | 'InvalidConfigurationError'
  | 'LocalStorageCache'
  | 'MfaChallengeError'
  | 'MfaEnrollmentError'
  | 'MfaEnrollmentFactorsError'
  | 'MfaError'
  | 'MfaListAuthenticatorsError'
  | 'MfaRequiredError'
  | 'MfaVerifyError'
  | 'MissingRefreshTokenError'
  | 'MissingScopesError'
  | 'MyAccountApiError'
  | 'PasskeyChallengeError'
  | 'PasskeyError'
  | 'PasskeyGetTokenError'
  | 'PasskeyRegisterError'
  | 'PopupCancelledError'
  | 'PopupOpenError'
  | 'PopupTimeoutError'
  | 'TimeoutError'
  | 'UseDpopNonceError'
  | 'User';

type Constructor = new (...args: any) => any;
type SameClass<Ours extends Constructor, Peers extends Constructor> = [
  Same<InstanceType<Ours>, InstanceType<Peers>>,
  Same<ConstructorParameters<Ours>, ConstructorParameters<Peers>>,
  Same<Omit<Ours, 'prototype'>, Omit<Peers, 'prototype'>>,
] extends [true, true, true]
  ? true
  : false;

export const classes: { [C in Classes]: SameClass<(typeof ours)[C], (typeof peer)[C]> } = {
  AnonymousSessionError: true,
  AuthenticationError: true,
  CacheKey: true,
  ConnectError: true,
  GenericError: true,
  InMemoryCache: true,
  InvalidConfigurationError: true,
  LocalStorageCache: true,
  MfaChallengeError: true,
  MfaEnrollmentError: true,
  MfaEnrollmentFactorsError: true,
  MfaError: true,
  MfaListAuthenticatorsError: true,
  MfaRequiredError: true,
  MfaVerifyError: true,
  MissingRefreshTokenError: true,
  MissingScopesError: true,
  MyAccountApiError: true,
  PasskeyChallengeError: true,
  PasskeyError: true,
  PasskeyGetTokenError: true,
  PasskeyRegisterError: true,
  PopupCancelledError: true,
  PopupOpenError: true,
  PopupTimeoutError: true,
  TimeoutError: true,
  UseDpopNonceError: true,
  User: true,
};

export const types: [
  Same<ours.ActClaim, peer.ActClaim>,
  Same<ours.AnonymousGetTokenSilentlyOptions, peer.AnonymousGetTokenSilentlyOptions>,
  Same<ours.AnonymousSession, peer.AnonymousSession>,
  Same<ours.AnonymousSessionClaims, peer.AnonymousSessionClaims>,
  Same<ours.CreateAnonymousSessionOptions, peer.CreateAnonymousSessionOptions>,
  Same<ours.GetAnonymousAccessTokenOptions, peer.GetAnonymousAccessTokenOptions>,
  Same<ours.AnonymousSessionErrorCode, peer.AnonymousSessionErrorCode>,
  Same<Options, peer.Auth0ClientOptions>,
  Same<ours.AuthorizationParams, peer.AuthorizationParams>,
  Same<ours.CacheEntry, peer.CacheEntry>,
  Same<ours.CacheKeyData, peer.CacheKeyData>,
  Same<Exclude<ours.CacheLocation, 'indexeddb'>, peer.CacheLocation>,
  Same<ours.Cacheable, peer.Cacheable>,
  Same<ours.ClientAuthorizationParams, peer.ClientAuthorizationParams>,
  Same<ours.ClientConfiguration, peer.ClientConfiguration>,
  Same<ours.CompleteRequest, peer.CompleteRequest>,
  Same<ours.CompleteResponse, peer.CompleteResponse>,
  Same<ours.ConnectAccountRedirectResult<1>, peer.ConnectAccountRedirectResult<1>>,
  Same<ours.ConnectRequest, peer.ConnectRequest>,
  Same<ours.ConnectResponse, peer.ConnectResponse>,
  Same<ours.DecodedToken, peer.DecodedToken>,
  Same<ours.ErrorResponse, peer.ErrorResponse>,
  Same<ours.GetTokenSilentlyOptions, peer.GetTokenSilentlyOptions>,
  Same<ours.GetTokenSilentlyVerboseResponse, peer.GetTokenSilentlyVerboseResponse>,
  Same<ours.ICache, peer.ICache>,
  Same<ours.IdToken, peer.IdToken>,
  Same<ours.InteractiveErrorHandler, peer.InteractiveErrorHandler>,
  Same<ours.KeyManifestEntry, peer.KeyManifestEntry>,
  Same<ours.LogoutOptions, peer.LogoutOptions>,
  Same<ours.LogoutUrlOptions, peer.LogoutUrlOptions>,
  Same<ours.MaybePromise<1>, peer.MaybePromise<1>>,
  Same<ours.MfaRequirements, peer.MfaRequirements>,
  Same<ours.PasskeyCreationOptions, peer.PasskeyCreationOptions>,
  Same<ours.PasskeyCredentialResponse, peer.PasskeyCredentialResponse>,
  Same<ours.PasskeyErrorResponse, peer.PasskeyErrorResponse>,
  Same<ours.PasskeyGetTokenOptions, peer.PasskeyGetTokenOptions>,
  Same<ours.PasskeyLoginChallenge, peer.PasskeyLoginChallenge>,
  Same<ours.PasskeyLoginChallengeOptions, peer.PasskeyLoginChallengeOptions>,
  Same<ours.PasskeyLoginChallengeResponse, peer.PasskeyLoginChallengeResponse>,
  Same<ours.PasskeyLoginOptions, peer.PasskeyLoginOptions>,
  Same<ours.PasskeyRequestOptions, peer.PasskeyRequestOptions>,
  Same<ours.PasskeySignupChallenge, peer.PasskeySignupChallenge>,
  Same<ours.PasskeySignupChallengeOptions, peer.PasskeySignupChallengeOptions>,
  Same<ours.PasskeySignupChallengeResponse, peer.PasskeySignupChallengeResponse>,
  Same<ours.PasskeySignupOptions, peer.PasskeySignupOptions>,
  Same<ours.RedirectLoginOptions<1>, peer.RedirectLoginOptions<1>>,
  Same<ours.RedirectLoginResult<1>, peer.RedirectLoginResult<1>>,
  Same<ours.RefreshTokenMode, peer.RefreshTokenMode>,
  Same<ours.ResponseType, peer.ResponseType>,
  Same<ours.RevokeRefreshTokenOptions, peer.RevokeRefreshTokenOptions>,
  Same<ours.TokenEndpointResponse, peer.TokenEndpointResponse>,
  Same<ours.WrappedCacheEntry, peer.WrappedCacheEntry>,
  Same<typeof ours.RefreshTokenMode, typeof peer.RefreshTokenMode>,
] = [
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
];

// The comparison itself can fail, in both directions.
export const control: [Same<{ a: string }, { a: string; b: string }>, Same<{ a: string; b: string }, { a: string }>] = [
  'what ours gives is not accepted by the peer',
  'what the peer gives is not accepted by ours',
];
