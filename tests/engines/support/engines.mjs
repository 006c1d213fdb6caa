// The three engines, each by the driver that belongs to it.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { start, startDriver } from './programs.mjs';
import { Session } from './webdriver.mjs';

const TOOLS = resolve(import.meta.dirname, '../../..', process.env.TOOLS_DIR ?? '.tools');

async function chromium() {
  const driver = await startDriver(process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver', (port) => [`--port=${port}`]);
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const binary = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return opened([driver], { browserName: 'chrome', 'goog:chromeOptions': { binary, args } });
}

async function firefox() {
  const driver = await startDriver(join(TOOLS, 'bin/geckodriver'), (port) => ['--port', `${port}`]);
  const binary = '/usr/bin/firefox-esr';
  return opened([driver], { browserName: 'firefox', 'moz:firefoxOptions': { binary, args: ['-headless'] } });
}

/** WebKitGTK wants a display, and draws without a graphics card. */
async function webkit() {
  const display = start('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1280x800x24']);
  const number = await Promise.race([display.ended, display.written]);
  const driver = await startDriver('WebKitWebDriver', (port) => [`--port=${port}`], {
    DISPLAY: `:${number}`,
    LIBGL_ALWAYS_SOFTWARE: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  });
  const options = { binary: miniBrowser(), args: ['--automation'] };
  return opened([driver, display], { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options });
}

/** The browser that comes with WebKitGTK; its folder is named after the machine and the version. */
function miniBrowser() {
  const folders = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const candidates = folders.flatMap(({ name }) =>
    ['6.0', '4.1', '4.0'].map((version) => `/usr/lib/${name}/webkit2gtk-${version}/MiniBrowser`),
  );
  const found = candidates.find(existsSync);
  if (!found) throw new Error('There is no MiniBrowser of WebKitGTK. Run “make test-engines”.');
  return found;
}

async function opened(programs, capabilities) {
  const stop = () => programs.forEach((program) => program.stop());
  try {
    const session = await Session.open(programs[0].url, capabilities);
    return { session, close: () => session.close().finally(stop) };
  } catch (error) {
    stop();
    throw error;
  }
}

export const engines = [
  ['Chromium', chromium],
  ['Firefox', firefox],
  ['WebKitGTK', webkit],
];
