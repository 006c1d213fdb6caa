/**
 * Every error of this package, for one `catch`; an addition to `@auth0/auth0-spa-js`. What your own
 * callbacks throw comes through as it is.
 */
export class Auth0Error extends Error {}
