/** The tenant's own API, for connected accounts: one token for it has all three scopes. */
export const myAccount = ({ domain }) => ({
  audience: `${domain}/me/`,
  scope: 'create:me:connected_accounts read:me:connected_accounts delete:me:connected_accounts',
});

/** The second API of this page. Its access tokens come for the refresh token that the sign-in brought. */
export const ORDERS = { audience: 'https://orders.example.com/', scope: 'read:orders' };
