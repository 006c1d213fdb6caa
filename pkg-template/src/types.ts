// The public types, one file per subject.
export * from './types/accounts.js';
export * from './types/anonymous.js';
export * from './types/cache.js';
export * from './types/dpop.js';
export * from './types/exchange.js';
export * from './types/enrollment.js';
export * from './types/federation.js';
export * from './types/fetcher.js';
export * from './types/identity.js';
export * from './types/login.js';
export * from './types/methods.js';
export * from './types/mfa.js';
export * from './types/options.js';
export * from './types/passkey.js';
export * from './types/popup.js';
export * from './types/protocol.js';
export * from './types/token.js';
export * from './types/wasm.js';
export type {
  AnonymousSessionErrorCode,
  ErrorResponse,
  MfaRequirements,
  PasskeyErrorResponse,
} from './types/failure.js';
