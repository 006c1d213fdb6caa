// The set-up of this suite: what each project needs from npm. Only what is missing is installed.
import { existsSync } from 'node:fs';
import { installable, install, installed } from './support/install.mjs';

const missing = installable().filter((name) => !existsSync(installed(name)));
if (missing.length > 0) console.log(`==> installing the bundlers from npm, once: ${missing.join(', ')}`);

async function installNext() {
  for (let name = missing.shift(); name; name = missing.shift()) {
    const started = Date.now();
    await install(name);
    console.log(`==> installed ${name} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

// One waits for the network while the other unpacks.
await Promise.all([installNext(), installNext()]);
