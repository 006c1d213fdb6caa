import { fileURLToPath } from 'node:url';
import base from '../e2e/playwright.config.mjs';

const [chromium] = base.projects;

/** Two steps: the scenarios, and then the list of differences as a whole. */
export default {
  ...base,
  globalSetup: fileURLToPath(new URL('./support/setup.mjs', import.meta.url)),
  // Two browsers' worth of calls each.
  timeout: 120_000,
  use: { ...base.use, screenshot: 'off' },
  projects: [
    { ...chromium, name: 'scenarios', testIgnore: 'list.spec.mjs' },
    { ...chromium, name: 'list', testMatch: 'list.spec.mjs', dependencies: ['scenarios'] },
  ],
};
