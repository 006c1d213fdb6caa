// The long names of the Token Vault exchange.

export const VAULT_GRANT = 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token';
export const VAULT_TOKEN = 'http://auth0.com/oauth/token-type/federated-connection-access-token';
