// The façade's idea of the wasm's class against the glue that was generated from Rust.
import type { Client, Fetcher, initSync, Keeper } from 'glue';
import type { Core, CoreFetcher, Glue } from 'facade-core';

type Accepts<Needed, Given extends Needed> = Given;

export type TheGlueIsAsNeeded = Accepts<Omit<Glue, 'Client'>, { initSync: typeof initSync; Keeper: typeof Keeper }>;
export type EveryMethodIsThere = Accepts<{ [M in keyof Core]: (...args: any) => ReturnTypeOf<M> }, Client>;
export type TheFetcherIsThere = Accepts<{ [M in keyof CoreFetcher]: (...args: any) => Promise<any> }, Fetcher>;

// Everything of the core takes its time, but for what it makes and what it knows.
type ReturnTypeOf<M extends keyof Core> = M extends 'createFetcher' ? Fetcher : M extends AtOnce ? any : Promise<any>;
type AtOnce = 'hasAnonymousSession' | 'mfaEnrollmentFactors' | 'setMfaContext';

// Every argument the façade passes has a place.
type Arity<T extends (...args: any) => any> = Required<Parameters<T>>['length'];
export const arity: {
  [M in keyof Core]: Arity<Client[M]> extends Arity<Core[M]> ? true : [Arity<Client[M]>, Arity<Core[M]>];
} = {
  loginWithRedirect: true,
  loginWithPopup: true,
  getTokenWithPopup: true,
  handleRedirectCallback: true,
  checkSession: true,
  getUser: true,
  getIdTokenClaims: true,
  getTokenSilently: true,
  loginWithCustomTokenExchange: true,
  customTokenExchange: true,
  mfaAuthenticators: true,
  mfaEnroll: true,
  mfaChallenge: true,
  mfaEnrollmentFactors: true,
  mfaVerify: true,
  setMfaContext: true,
  revokeRefreshToken: true,
  logout: true,
  getDpopNonce: true,
  setDpopNonce: true,
  generateDpopProof: true,
  createFetcher: true,
  connectAccountWithRedirect: true,
  connectAccountWithPopup: true,
  connectAccount: true,
  completeAccount: true,
  listConnectedAccounts: true,
  listConnectedAccountConnections: true,
  deleteConnectedAccount: true,
  createAnonymousSession: true,
  anonymousToken: true,
  endAnonymousSession: true,
  hasAnonymousSession: true,
  anonymousSession: true,
  getFactors: true,
  getAuthenticationMethods: true,
  getAuthenticationMethod: true,
  updateAuthenticationMethod: true,
  deleteAuthenticationMethod: true,
  enrollmentChallenge: true,
  enrollmentVerify: true,
  passkeySignup: true,
  passkeyLogin: true,
  passkeySignupChallenge: true,
  passkeyLoginChallenge: true,
  tokenWithPasskey: true,
};

export const fetchArity: Arity<Fetcher['fetchWithAuth']> extends Arity<CoreFetcher['fetchWithAuth']> ? true : false =
  true;

type Making<T extends new (...args: any) => any> = Required<ConstructorParameters<T>>['length'];
export const making: Making<typeof Client> extends Making<Glue['Client']> ? true : Making<typeof Client> = true;
