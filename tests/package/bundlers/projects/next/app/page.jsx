// Rendered on the server: the package is imported there, and a client made there knows nobody.
import { Auth0Client } from 'auth0-spa-wasm';
import Session from './session';

const auth0 = new Auth0Client({ domain: 'tenant.example.com', clientId: 'on-a-server' });

export default async function Page() {
  const answers = [await auth0.getUser(), await auth0.isAuthenticated(), await auth0.checkSession()];
  return (
    <>
      <p id="server">{answers.map(String).join(' ')}</p>
      <Session />
    </>
  );
}
