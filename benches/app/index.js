// An application as its production build ships it, once with each package: it opens, signs in, and shows who that is.
import { createAuth0Client } from 'sdk';

const now = () => performance.timeOrigin + performance.now();

const auth0 = await createAuth0Client({
  // An application knows its domain and client; here the bench does.
  ...window.settings,
  authorizationParams: {
    redirect_uri: `${location.origin}/`,
    audience: 'https://calendar.example.com/',
    scope: 'openid profile email read:calendar',
  },
});
const resolved = performance.now();

document.querySelector('button').addEventListener('click', () => {
  sessionStorage.setItem('clicked', now());
  auth0.loginWithRedirect();
});
if (new URLSearchParams(location.search).has('state')) {
  await auth0.handleRedirectCallback();
  history.replaceState({}, '', '/');
}
const user = await auth0.getUser();
document.querySelector('p').textContent = user?.name ?? 'nobody';

window.auth0 = auth0;
window.told = { resolved, user: user?.name, login: now() - Number(sessionStorage.getItem('clicked')) };
