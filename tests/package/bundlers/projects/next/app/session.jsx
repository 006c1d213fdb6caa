'use client';

import { Auth0Client } from 'auth0-spa-wasm';
import { useEffect, useState } from 'react';

function makeClient() {
  // Also rendered on the server, where there is no page to come back to.
  const { settings, location } = typeof window === 'undefined' ? {} : window;
  return new Auth0Client({
    domain: 'tenant.example.com',
    clientId: 'on-a-server',
    ...settings,
    useRefreshTokens: true,
    authorizationParams: { redirect_uri: location && `${location.origin}/` },
  });
}

async function whoIsThere(auth0) {
  if (new URLSearchParams(window.location.search).has('state')) {
    await auth0.handleRedirectCallback();
    window.history.replaceState({}, '', '/');
  }
  const user = await auth0.getUser();
  if (user) await auth0.getTokenSilently({ cacheMode: 'off' });
  return user;
}

// Effects run twice in development, an answer is for one.
let arrival;

export default function Session() {
  const [auth0] = useState(makeClient);
  const [state, setState] = useState();
  useEffect(() => {
    arrival ??= whoIsThere(auth0);
    arrival.then(
      (user) => setState({ user }),
      (error) => setState({ failure: String(error) }),
    );
  }, [auth0]);
  if (!state) return null;
  if (state.failure) return <p id="failure">{state.failure}</p>;
  if (state.user) return <p id="user">{state.user.name}</p>;
  return (
    <button id="sign-in" onClick={() => auth0.loginWithRedirect()}>
      Sign in
    </button>
  );
}
