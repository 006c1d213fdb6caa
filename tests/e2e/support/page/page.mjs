// What every test finds on the page: the package, the tenant's address, and a way to make clients.
import { failure } from './failure.mjs';
import { dump, everythingStored } from './stores.mjs';

const settings = await (await fetch('/settings.json')).json();

/** The options of a client at the local tenant, with what holds for the whole run, and changes. */
function options({ authorizationParams, ...changes } = {}) {
  return {
    domain: settings.domain,
    clientId: 'demo-spa',
    ...window.common,
    ...changes,
    authorizationParams: { redirect_uri: `${location.origin}/callback`, ...authorizationParams },
  };
}

window.settings = settings;
// A test that compares SDKs names the other one.
window.sdk = await import(window.sdkUnderTest ?? '/pkg/dist/index.js');
window.options = options;
window.failure = failure;
window.dump = dump;
window.everythingStored = everythingStored;
/** Makes a client and keeps it as `window.client`. */
window.make = (changes) => (window.client = new window.sdk.Auth0Client(options(changes)));
window.ready = true;
