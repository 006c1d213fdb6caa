import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './check/browser.mjs';
import { journey } from './check/journey.mjs';
import { play } from './check/play.mjs';
import { startStack } from './stack.mjs';

const PICTURES = fileURLToPath(new URL('../target/demo', import.meta.url));

/** Plays the whole journey in headless Chromium on free ports. Resolves whether every step went well. */
export async function check() {
  await rm(PICTURES, { recursive: true, force: true });
  const stack = await startStack({ page: 0, tenant: 0, api: 0 });
  try {
    const browser = await openBrowser();
    try {
      return await play(journey, { stack, browser, pictures: PICTURES });
    } finally {
      await browser.close();
    }
  } finally {
    await stack.close();
  }
}
