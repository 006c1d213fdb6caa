#!/usr/bin/env node
// Starts the API by itself, for a tenant that runs already.

import { startApi } from './index.mjs';

const { API_PORT = '7101', TENANT_PORT = '7102', SPA_PORT = '7100' } = process.env;

try {
  const api = await startApi({
    port: Number(API_PORT),
    tenant: `http://localhost:${TENANT_PORT}`,
    origins: [`http://localhost:${SPA_PORT}`],
  });
  console.log(`api  ${api.url}  (/calendar, /connected/calendar, /orders, /echo, /public, /health; /control/switches)`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await api.close();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(`api: ${error.message}`);
  process.exitCode = 1;
}
