// The public error classes. They differ by class, not by `name`: that stays `Error` for every
// descendant of GenericError, as in `@auth0/auth0-spa-js`.
export * from './errors/api.js';
export * from './errors/argument.js';
export * from './errors/base.js';
export * from './errors/generic.js';
export * from './errors/mfa.js';
export * from './errors/passkey.js';
export * from './errors/time.js';
export * from './errors/token.js';
