/** What a request was for, in plain words. */
export function purposeOf({ purpose, method, path, query, body, headers = {}, to }) {
  if (purpose) return purpose;
  if (method === 'OPTIONS') return 'The browser asks for permission';
  if (to === 'api') return 'This page calls the API';
  const [, words] = purposes.find(([matches]) => matches(path, method, { ...query, ...body })) ?? [];
  return (words ?? 'The tenant’s own page').replace('*', headers.origin ? 'This page' : 'The API');
}

const accounts = [
  ['/me/v1/connected-accounts/connections', 'This page asks what can be connected'],
  ['/me/v1/connected-accounts/connect', 'This page asks to connect an account'],
  ['/me/v1/connected-accounts/complete', 'This page finishes the connection'],
  ['/me/v1/connected-accounts/accounts', 'This page asks what is connected, or disconnects'],
  ['/connected-accounts/connect', 'Your browser goes to the provider'],
  ['/login/callback', 'The provider sends you back to the tenant'],
  ['/upstream/', 'At the provider'],
].map(([begins, words]) => [(path) => path.startsWith(begins), words]);

// A star stands for who asked: a browser says from which page, a server does not.
const purposes = [
  [(path, _, { prompt }) => path === '/authorize' && prompt === 'none', 'This page asks silently for a session'],
  [(path) => path === '/authorize', 'Your browser goes to the tenant'],
  [(path) => path.startsWith('/authorize/'), 'The tenant goes on after your sign-in'],
  [
    (path, _, { grant_type: grant }) => path === '/oauth/token' && grant === 'refresh_token',
    'This page renews its token',
  ],
  [
    (path, _, { requested_token_type: wanted }) => path === '/oauth/token' && Boolean(wanted),
    'The API exchanges your token at the Token Vault',
  ],
  ...accounts,
  [(path) => path === '/oauth/token', 'This page swaps the code for tokens'],
  [(path) => path === '/oauth/revoke', 'This page gives its refresh token back'],
  [(path) => path.endsWith('/jwks.json'), '* fetches the tenant’s public keys'],
  [(path) => path.endsWith('/openid-configuration'), '* asks what the tenant can do'],
  [(path) => path === '/userinfo', '* asks who the user is'],
  [(path) => path === '/v2/logout', 'Your browser ends the session'],
  [(_, method) => method === 'POST', 'You send the tenant’s form'],
];

const CALLS = 'API calls';
const RENEWAL = 'Renewal';

/** The steps that go on as long as nothing else happens in between. */
export const LASTING = new Set([CALLS, RENEWAL]);

const steps = [
  [({ path, query }) => path === '/authorize' && query?.prompt === 'none', 'Silent sign-in'],
  [({ path }) => path === '/authorize', 'Sign-in'],
  [({ path }) => path === '/v2/logout', 'Sign-out'],
  [({ path, body }) => path === '/oauth/token' && body?.grant_type === 'refresh_token', RENEWAL],
  [({ path, method }) => path === '/oauth/revoke' && method === 'POST', 'Session given back'],
  [({ path }) => path === '/me/v1/connected-accounts/connect', 'Connecting an account'],
  [({ to }) => to === 'api', CALLS],
];

/** The step that an entry begins, if it begins one. */
export function stepOf(entry) {
  return steps.find(([begins]) => begins(entry))?.[1];
}

const meanings = {
  client_id: 'which app asks',
  scope: 'what it asks for',
  audience: 'for which API the access token shall be',
  redirect_uri: 'where the answer shall go',
  connection: 'which provider',
  scopes: 'what shall be allowed there',
  auth_session: 'which attempt this belongs to',
  connect_code: 'good once, for the owner of the secret only',
  ticket: 'good once, for five minutes',
  subject_token: 'whose account it is about: the access token of this page',
  requested_token_type: 'what is wanted for it: a token of the provider',
  response_type: 'answer with a code, not with tokens',
  response_mode: 'how the answer comes back',
  state: 'ties the answer to this question',
  nonce: 'ties the ID token to this question',
  code_challenge: 'fingerprint of a secret that stays in this tab',
  code_challenge_method: 'how the fingerprint is made',
  code_verifier: 'the secret behind the fingerprint',
  code: 'good once, for the owner of the secret only',
  grant_type: 'what is offered in exchange',
  refresh_token: 'good once; the answer brings the next one',
  token: 'what is given back',
  dpop: 'the proof that this browser has the key',
  dpop_jkt: 'the key that the tokens shall be bound to',
  'dpop-nonce': 'the word that the next proof must carry',
  access_token: 'opens the API',
  id_token: 'says who signed in',
  token_type: 'how the access token is sent',
  expires_in: 'for how many seconds it is good',
  auth0Client: 'which SDK asks',
  prompt: 'whether a page may be shown',
  screen_hint: 'which page to show first',
  login_hint: 'who probably signs in',
  organization: 'for which organization',
  returnTo: 'where to go afterwards',
  authorization: 'the access token',
  origin: 'from which page',
  error: 'what went wrong',
  error_description: 'in the tenant’s words',
};

/** What a parameter or header is for, if this page knows it. */
export function meaningOf(name) {
  return meanings[name] ?? '';
}
