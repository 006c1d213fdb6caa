// A login started by the page's own script: what a test evaluates would not be under the page's policy.
import { failure } from './failure.mjs';

const { domain } = await (await fetch('/settings.json')).json();
window.sdk = await import('/pkg/dist/index.js');
const again = () =>
  failure(() =>
    new window.sdk.Auth0Client({ domain, clientId: 'demo-spa' }).loginWithRedirect({ openUrl: () => 'opened' }),
  );
window.outcome = await again();
window.second = await again();
