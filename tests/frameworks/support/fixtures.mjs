// An application on a framework SDK, with its tenant and two servers of the API.
import { test as base } from '@playwright/test';
import { startApp } from '../../../www-example/frameworks/stack.mjs';
import { Visit } from './visit.mjs';

export { expect } from '@playwright/test';
export { CALENDAR, ORDERS } from '../../../www-example/frameworks/stack.mjs';

export const test = base.extend({
  /** The name of the build, as in `www-example/frameworks/list.mjs`. */
  build: ['functions', { option: true, scope: 'worker' }],
  stack: [
    async ({ build }, use) => {
      const folder = JSON.parse(process.env.FRAMEWORK_BUILDS)[build];
      const stack = await startApp(folder, { page: 0, tenant: 0, api: 0 });
      await use(stack);
      await stack.close();
    },
    { scope: 'worker' },
  ],
  /** Each test begins with a tenant that knows nobody, and the usual options. */
  visit: async ({ page, stack }, use) => {
    stack.tenant.reset();
    stack.api.reset();
    stack.otherApi.reset();
    stack.page.requests.length = 0;
    stack.change();
    const visit = new Visit(page, stack);
    await use(visit);
    visit.refuseComplaints();
  },
});
