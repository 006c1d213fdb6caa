// The APIs a token can be asked for: the `audience` of an authorization request.

const APIS = [
  {
    audience: 'https://calendar.example.com/',
    name: 'Calendar',
    scopes: ['read:calendar', 'write:calendar'],
    lifetime: 86400,
  },
  { audience: 'https://orders.example.com/', name: 'Orders', scopes: ['read:orders'], lifetime: 86400 },
];

/** Life of a token that only opens `/userinfo`, in seconds. */
export const USERINFO_LIFETIME = 86400;

/** Life of an ID token, in seconds. */
export const ID_TOKEN_LIFETIME = 36000;

export function allApis() {
  return APIS;
}

export function findApi(audience) {
  return APIS.find((api) => api.audience === audience);
}
