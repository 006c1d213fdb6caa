import type { WorkerUrl } from '../types/options.js';

interface Policy {
  createScriptURL(url: string): string;
}

// Not every compiler knows Trusted Types yet. Of the trusted values it is told that they are texts.
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
  isScriptURL(value: unknown): value is string;
}

let policy: Policy | null | undefined;

/** The address in the form that Trusted Types ask for, as far as the page lets us make one. */
export function trusted(url: WorkerUrl): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  if (!trustedTypes || trustedTypes.isScriptURL(url)) {
    return url as string;
  }
  if (policy === undefined) {
    policy = createPolicy(trustedTypes);
  }
  return policy ? policy.createScriptURL(String(url)) : String(url);
}

// A policy can be made once in a page, and only where the `trusted-types` directive names it.
function createPolicy(factory: Factory): Policy | null {
  try {
    return factory.createPolicy('auth0-spa-wasm', { createScriptURL: (url) => url });
  } catch {
    return null;
  }
}
