import { Auth0Client } from '@auth0/auth0-spa-js';
import { options } from './settings';

/**
 * The client that the provider is given. `@auth0/auth0-react` has a copy of the original SDK inside, so that an override
 * alone would change its types and nothing else.
 */
export const client = new Auth0Client(options);
