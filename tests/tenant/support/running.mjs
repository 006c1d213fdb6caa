// One tenant per test file, as at the start before each test.

import { after, beforeEach } from 'node:test';
import { startTenant } from '../../../www-example/tenant/index.mjs';
import { ORIGIN, Visitor } from './visitor.mjs';

export async function runningTenant() {
  const running = { tenant: await startTenant({ port: 0, origins: [ORIGIN] }) };
  beforeEach(() => {
    running.tenant.reset();
    running.visitor = new Visitor(running.tenant);
  });
  after(() => running.tenant.close());
  return running;
}
