import { myAccount, ORDERS } from './apis.mjs';
import { stores } from './stores.mjs';

/**
 * The client of this page. The access token it asks for is one for the calendar, the refresh token serves both APIs.
 * A hidden frame helps out where there is no refresh token: after a reload, if the store is the memory.
 */
export function makeClient({ Auth0Client }, config, { store, bound }) {
  return new Auth0Client({
    domain: config.domain,
    clientId: config.clientId,
    authorizeTimeoutInSeconds: 20,
    useRefreshTokens: true,
    useRefreshTokensFallback: true,
    useMrrt: true,
    useDpop: bound,
    ...stores[store].options(),
    authorizationParams: {
      redirect_uri: location.origin + config.redirectPath,
      audience: config.audience,
      scope: Object.fromEntries([config, ORDERS, myAccount(config)].map(({ audience, scope }) => [audience, scope])),
    },
  });
}

/**
 * Takes up an answer of the tenant from the address, if there is one, and cleans the address: to a sign-in, or to the
 * connection of an account. Gives `{ returned, connected, problem }`: where the person was before, which provider is
 * connected now, and what went wrong.
 */
export async function takeAnswer(client) {
  const query = new URLSearchParams(location.search);
  const answered = query.has('state') && ['code', 'connect_code', 'error'].some((name) => query.has(name));
  if (!answered) return {};
  try {
    const { appState, connection } = await client.handleRedirectCallback();
    return cleaned({ returned: appState?.place ?? '/', connected: connection });
  } catch (problem) {
    return cleaned({ problem, returned: problem.appState?.place ?? '/' });
  }
}

// The code is of no use any more, and must not be sent again by a reload or kept in the history.
function cleaned(outcome) {
  history.replaceState(null, '', safePlace(outcome.returned));
  return outcome;
}

/** Only a place on this page may follow a sign-in, whatever was remembered. */
export function safePlace(place) {
  const url = new URL(place, location.origin);
  return url.origin === location.origin ? url.pathname + url.hash : '/';
}

/**
 * Looks for a session that is still there. Gives the `user` with the claims of the ID token, and whether the session
 * was `kept` by this browser, so that nobody had to be asked for it.
 */
export async function findUser(client) {
  const kept = Boolean(await client.getUser());
  await client.checkSession();
  const user = await client.getUser();
  return { kept, user: user && { ...user, claims: await client.getIdTokenClaims() } };
}

/** Goes to the tenant, and afterwards to `place`; the promise resolves while the browser is leaving. */
export function signIn(client, authorizationParams, place = location.pathname + location.hash) {
  return client.loginWithRedirect({ authorizationParams, appState: { place: safePlace(place) } });
}

/** Ends the session here and at the tenant, and comes back to the start. */
export function signOut(client) {
  return client.logout({ logoutParams: { returnTo: location.origin + '/' } });
}
