// The backend of the demo: what it must be given to be made.
import { startApi } from '../../www-example/api/index.mjs';
import { expect, test } from './support/fixtures.mjs';

test('S0-E1 S1-E1 the backend is made with a client id and a secret, and says which is missing', async ({ tenant }) => {
  const made = (client) => startApi({ port: 0, tenant: tenant.url, origins: [], client });
  const backend = await made({ id: 'calendar-api', secret: 'calendar-api-development-secret' });
  expect((await fetch(`${backend.url}/health`)).status).toBe(200);
  await backend.close();
  await expect(made({ id: 'calendar-api' })).rejects.toThrow(/'client\.secret' is required/);
  await expect(made({ secret: 'x' })).rejects.toThrow(/'client\.id' is required/);
});
