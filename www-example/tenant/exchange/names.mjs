// The names of token exchange (RFC 8693).

export const EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
/** A type whose profile is there from the start. */
export const PARTNER_TOKEN = 'urn:partner:session-token';
/** The Action that judges subject tokens. There is one: `exchange/action.mjs`. */
export const ACTION = 'custom-auth-action';
