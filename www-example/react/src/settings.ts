import type { Auth0ClientOptions } from '@auth0/auth0-spa-js';

/** What the server of the page knows: `/settings.js` sets it before this script runs. */
interface Settings {
  auth0: Auth0ClientOptions;
  api: string;
}

declare global {
  interface Window {
    settings: Settings;
  }
}

export const { auth0: options, api } = window.settings;
