// `node www-example/demo.mjs` runs the demo until Ctrl-C; with `--check` it plays the journey by itself.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStack } from './stack.mjs';

const PACKAGE = fileURLToPath(new URL('../pkg/dist/index.js', import.meta.url));

try {
  await run();
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
}

async function run() {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  if (!existsSync(PACKAGE)) throw new Error('pkg/dist/index.js is missing. Run “make package” first.');
  if (values.check) {
    const { check } = await import('./check.mjs');
    process.exitCode = (await check()) ? 0 : 1;
  } else {
    await stay();
  }
}

async function stay() {
  const stack = await startStack({
    page: portFrom('SPA_PORT', 7100),
    tenant: portFrom('TENANT_PORT', 7102),
    api: portFrom('API_PORT', 7101),
  });
  tell(stack);
  const stop = async () => {
    console.log('\nStopping.');
    await stack.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function tell({ page, tenant, api, people }) {
  const names = people.users.map(({ email }) => `    ${email}`).join('\n');
  console.log(`
  The demo is at     ${page.url}
  Its tenant is at   ${tenant.url}   (requests and fault switches: ${tenant.url}/control)
  Its API is at      ${api.url}

  Sign in as one of these; the password is ${people.password}
${names}

  Ctrl-C stops everything.
`);
}

function portFrom(variable, otherwise) {
  const text = process.env[variable] ?? String(otherwise);
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`${variable} is “${text}”, which is no port. Give a number from 0 to 65535.`);
}
