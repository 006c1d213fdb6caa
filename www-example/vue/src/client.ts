import { Auth0Client } from '@auth0/auth0-spa-js';
import { options } from './settings';

/**
 * `@auth0/auth0-vue` has no call that connects an account, so this client makes it. It has the session of the plugin, as
 * both keep it in the same store; the plugin finishes what comes back.
 */
export const client = new Auth0Client(options);
