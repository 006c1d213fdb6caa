#!/usr/bin/env node
// Starts the tenant by itself: `npm run tenant`, or with a port of one's own.

import { parseArgs } from 'node:util';
import { PASSWORD, startTenant } from './index.mjs';

function portFrom(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`"${text}" is not a port; give a number from 0 to 65535 with --port or TENANT_PORT`);
  }
  return port;
}

function options() {
  const { values } = parseArgs({ options: { port: { type: 'string' }, origin: { type: 'string', multiple: true } } });
  const spa = `http://localhost:${process.env.SPA_PORT ?? 7100}`;
  return { port: portFrom(values.port ?? process.env.TENANT_PORT ?? '7102'), origins: values.origin ?? [spa] };
}

function introduce(tenant, origins) {
  console.log(`tenant   ${tenant.url}   (issuer ${tenant.issuer})`);
  console.log(`control  ${tenant.url}/control`);
  console.log(`for      ${origins.join(', ')}   (client ids demo-spa, other-spa)`);
  console.log(
    `users    ${tenant
      .users()
      .map(({ email }) => email)
      .join(', ')}   password ${PASSWORD}`,
  );
  console.log('Ctrl-C stops it.');
}

try {
  const wanted = options();
  const tenant = await startTenant(wanted);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await tenant.close();
      process.exit(0);
    });
  }
  introduce(tenant, wanted.origins);
} catch (error) {
  console.error(`tenant: ${error.message}`);
  process.exitCode = 1;
}
