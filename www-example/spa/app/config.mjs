import { Problem } from '../parts/problem.mjs';

/** What the server of this page knows: where the tenant and the API are, and who may sign in. */
export async function readConfig() {
  const response = await fetch('/config.json').catch(() => undefined);
  if (!response?.ok) {
    throw new Problem('settings_missing', 'GET /config.json did not answer', [['Status', response?.status ?? 'none']]);
  }
  return response.json();
}

/** The package under test, loaded here so that its absence can be explained. */
export async function loadPackage() {
  const address = '/pkg/dist/index.js';
  try {
    return await import(address);
  } catch (error) {
    const response = await fetch(address, { method: 'HEAD' }).catch(() => undefined);
    if (response?.ok) throw error;
    throw new Problem('package_missing', `GET ${address} did not answer`, [['Status', response?.status ?? 'none']]);
  }
}
