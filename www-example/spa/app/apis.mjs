/** The second API of this page. Its access tokens come for the refresh token that the sign-in brought. */
export const ORDERS = { audience: 'https://orders.example.com/', scope: 'read:orders' };
