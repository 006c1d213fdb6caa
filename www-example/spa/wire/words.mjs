/** What a request was for, in plain words. */
export function purposeOf({ method, path, query = {}, headers = {}, to }) {
  if (method === 'OPTIONS') return 'The browser asks for permission';
  if (to === 'api') return 'This page calls the API';
  const [, words] = purposes.find(([matches]) => matches(path, method, query)) ?? [];
  return (words ?? 'The tenant’s own page').replace('*', headers.origin ? 'This page' : 'The API');
}

// A star stands for who asked: a browser says from which page, a server does not.
const purposes = [
  [(path, _, query) => path === '/authorize' && query.prompt === 'none', 'This page asks silently for a session'],
  [(path) => path === '/authorize', 'Your browser goes to the tenant'],
  [(path) => path.startsWith('/authorize/'), 'The tenant goes on after your sign-in'],
  [(path) => path === '/oauth/token', 'This page swaps the code for tokens'],
  [(path) => path.endsWith('/jwks.json'), '* fetches the tenant’s public keys'],
  [(path) => path.endsWith('/openid-configuration'), '* asks what the tenant can do'],
  [(path) => path === '/userinfo', '* asks who the user is'],
  [(path) => path === '/v2/logout', 'Your browser ends the session'],
  [(_, method) => method === 'POST', 'You send the tenant’s form'],
];

/** The step of calls to the API. */
export const CALLS = 'API calls';

const steps = [
  [({ path, query }) => path === '/authorize' && query?.prompt === 'none', 'Silent sign-in'],
  [({ path }) => path === '/authorize', 'Sign-in'],
  [({ path }) => path === '/v2/logout', 'Sign-out'],
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
  response_type: 'answer with a code, not with tokens',
  response_mode: 'how the answer comes back',
  state: 'ties the answer to this question',
  nonce: 'ties the ID token to this question',
  code_challenge: 'fingerprint of a secret that stays in this tab',
  code_challenge_method: 'how the fingerprint is made',
  code_verifier: 'the secret behind the fingerprint',
  code: 'good once, for the owner of the secret only',
  grant_type: 'what is offered in exchange',
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
