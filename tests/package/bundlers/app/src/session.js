// Signs in, and shows who that is: the application of every project that has no framework.
import { Auth0Client } from 'auth0-spa-wasm';

export function open(options) {
  const auth0 = new Auth0Client({
    // `domain` and `clientId`: an application knows them, here the test does.
    ...window.settings,
    ...options,
    useRefreshTokens: true,
    authorizationParams: { redirect_uri: `${location.origin}/` },
  });
  whoIsThere(auth0).then(
    (user) => {
      if (user) show('p', 'user', user.name);
      else show('button', 'sign-in', 'Sign in').addEventListener('click', () => auth0.loginWithRedirect());
    },
    (error) => show('p', 'failure', String(error)),
  );
}

async function whoIsThere(auth0) {
  if (new URLSearchParams(location.search).has('state')) {
    await auth0.handleRedirectCallback();
    history.replaceState({}, '', '/');
  }
  const user = await auth0.getUser();
  // By the refresh token, which only the worker has.
  if (user) await auth0.getTokenSilently({ cacheMode: 'off' });
  return user;
}

function show(tag, id, text) {
  const element = document.createElement(tag);
  element.id = id;
  element.textContent = text;
  document.body.append(element);
  return element;
}
