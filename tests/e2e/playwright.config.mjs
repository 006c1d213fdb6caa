import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  throw new Error(`There is no Chromium at ${executablePath}. Run “apt-get install chromium”, or set CHROMIUM=PATH.`);
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The rows about connected accounts hold for both kinds of tokens. */
const OVER_BOTH =
  /\/(connect|connect-beside|popup-connect|accounts|account-errors|account-protocol|methods)\.spec\.mjs$/;

export default defineConfig({
  testMatch: '*.spec.mjs',
  outputDir: fileURLToPath(new URL('../../test-results', import.meta.url)),
  // Each worker has servers of its own, so that tests of one file may run side by side.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Limits against hanging, far above what a test takes; nothing is measured by them.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath, args: FLAGS },
    actionTimeout: 20_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    video: 'off',
    locale: 'en-GB',
  },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium' } },
    { name: 'DPoP', testMatch: OVER_BOTH, use: { browserName: 'chromium', scheme: 'DPoP' } },
  ],
});
