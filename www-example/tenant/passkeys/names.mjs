// Names on the wire.

export const PASSKEY_GRANT = 'urn:okta:params:oauth:grant-type:webauthn';

/** Passkeys belong to this machine, as the pages and the tenant do. */
export const RELYING_PARTY = { id: 'localhost', name: 'Local tenant' };
