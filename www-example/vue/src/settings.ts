import type { Auth0VueClientOptions } from '@auth0/auth0-vue';

/** What the server of the page knows: `/settings.js` sets it before this script runs. */
interface Settings {
  auth0: Auth0VueClientOptions;
  api: string;
}

declare global {
  interface Window {
    settings: Settings;
  }
}

export const { auth0: options, api } = window.settings;
