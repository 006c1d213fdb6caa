import { useAuth0 } from '@auth0/auth0-react';

export function Home() {
  const { isAuthenticated, isLoading } = useAuth0();
  if (isLoading) return null;
  return (
    <>
      <h1>The official React SDK of Auth0, on auth0-spa-wasm</h1>
      <p id={isAuthenticated ? 'signed-in' : 'signed-out'}>You are {isAuthenticated ? '' : 'not '}signed in.</p>
    </>
  );
}
