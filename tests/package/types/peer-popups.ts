// As peer.ts, for popups, second factors, and what else needs no client.
import type * as peer from '@auth0/auth0-spa-js';
import type * as ours from 'auth0-spa-wasm';
import type { Same, SameCall } from './peer.js';

export const popups: [
  Same<ours.IsFederatedDomainOptions, peer.IsFederatedDomainOptions>,
  Same<ours.PopupConfigOptions, peer.PopupConfigOptions>,
  Same<ours.PopupLoginOptions, peer.PopupLoginOptions>,
  Same<ours.GetTokenWithPopupOptions, peer.GetTokenWithPopupOptions>,
  SameCall<typeof ours.isFederatedDomain, typeof peer.isFederatedDomain>,
] = [true, true, true, true, true];

export const mfa: { [M in keyof peer.MfaApiClient]: SameCall<ours.MfaApiClient[M], peer.MfaApiClient[M]> } = {
  getAuthenticators: true,
  enroll: true,
  challenge: true,
  getEnrollmentFactors: true,
  verify: true,
  setMFAAuthDetails: true,
};
