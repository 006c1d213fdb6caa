import { clientOf } from './clients.mjs';

/** Sends the browser to the tenant's sign-in page. The answer is not needed: the session at the tenant is. */
window.signIn = () => clientOf('peer').loginWithRedirect();
window.ready = true;
