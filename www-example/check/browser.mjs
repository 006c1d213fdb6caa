import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Debian's Chromium with an empty profile; nothing is downloaded. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`There is no Chromium at ${executablePath}. Run “apt-get install chromium”, or set CHROMIUM=PATH.`);
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    /** A visitor with a profile of their own: a page, what went wrong in it, and the secrets that it was given. */
    visit: (options) => visit(browser, options),
    close: () => browser.close(),
  };
}

async function visit(browser, options = {}) {
  // Reduced motion: a picture taken in the middle of a movement shows nothing that a person would see.
  const usual = { viewport: { width: 1280, height: 860 }, locale: 'en-GB', reducedMotion: 'reduce' };
  const context = await browser.newContext({ ...usual, ...options });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(watchShifts);
  const page = await context.newPage();
  const complaints = [];
  const secrets = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(told(message)));
  page.on('pageerror', (error) => complaints.push(`uncaught ${error.message}`));
  page.on('response', (response) => collect(response, secrets));
  return { page, complaints, secrets, close: () => context.close() };
}

function told(message) {
  return `${message.text()} (${message.location().url})`;
}

// Runs in the page: adds up how far things moved without anybody having touched them.
function watchShifts() {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) window.shifted += hadRecentInput ? 0 : value;
  }).observe({ type: 'layout-shift', buffered: true });
}

async function collect(response, secrets) {
  if (!response.url().endsWith('/oauth/token') || response.request().method() !== 'POST') return;
  const body = await response.json().catch(() => ({}));
  const sent = new URLSearchParams(response.request().postData() ?? '');
  const all = [body.access_token, body.id_token, body.refresh_token, sent.get('code'), sent.get('code_verifier')];
  secrets.push(...all.filter(Boolean));
}
