// `make demo APP=angular`: builds an application on an official framework SDK, and starts it with its tenant and API.
import { build } from './build.mjs';
import { apps } from './list.mjs';
import { startApp } from './stack.mjs';

const wanted = process.argv[2];
const app = apps.find(({ example }) => example === wanted);
if (!app) {
  console.error(`There is no application “${wanted}”. There are: ${apps.map(({ example }) => example).join(', ')}.`);
  process.exit(1);
}
console.log(`==> building www-example/${app.example}`);
const outputs = await build(app);
const { page, tenant, api, close } = await startApp(Object.values(outputs)[0]);
console.log(`\n  Application  ${page.url}\n  Tenant       ${tenant.url}\n  API          ${api.url}\n`);
console.log('  Sign in as ada, grace or alan. Ctrl-C ends it.');
process.once('SIGINT', () => close().then(() => process.exit(0)));
