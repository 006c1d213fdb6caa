// The façade's idea of the wasm's class against the glue that was generated from Rust.
import type { Client, initSync } from 'glue';
import type { Core, Glue } from 'facade-core';

type Accepts<Needed, Given extends Needed> = Given;

export type TheGlueIsAsNeeded = Accepts<Omit<Glue, 'Client'>, { initSync: typeof initSync }>;
export type EveryMethodIsThere = Accepts<{ [M in keyof Core]: (...args: any) => Promise<any> }, Client>;

// Every argument the façade passes has a place.
type Arity<T extends (...args: any) => any> = Required<Parameters<T>>['length'];
export const arity: {
  [M in keyof Core]: Arity<Client[M]> extends Arity<Core[M]> ? true : [Arity<Client[M]>, Arity<Core[M]>];
} = {
  loginWithRedirect: true,
  handleRedirectCallback: true,
  checkSession: true,
  getUser: true,
  getIdTokenClaims: true,
  isAuthenticated: true,
  getTokenSilently: true,
  logout: true,
};
