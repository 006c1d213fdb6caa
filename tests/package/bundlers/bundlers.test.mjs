// Installed like any package, with nothing configured, and opened in Chromium: somebody signs in.
// `ONLY=vite-8,next` runs these projects.
import { after, before, describe, test } from 'node:test';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/projects/run.mjs';
import { pack } from '../../../scripts/projects/tarball.mjs';
import { layOut } from '../../../scripts/projects/workshop.mjs';
import { startTenant } from '../../../www-example/tenant/index.mjs';
import { launch } from '../support/chromium.mjs';
import { startServer } from './support/development.mjs';
import { projects } from './support/list.mjs';
import { project as asProject } from './support/project.mjs';
import { serveFolder } from './support/static.mjs';
import { load, signIn } from './support/visit.mjs';

let browser;
let tenant;
let packed;

before(async () => {
  packed = await pack();
  tenant = await startTenant({ port: 0, origins: [] });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await tenant?.close();
  packed?.remove();
});

/** Opens a project in one of its ways; a build that is there already is not made again. */
async function open(folder, { title, build, serve, env, folder: output, tag, policy }) {
  if (serve) return startServer(serve, { cwd: folder, env });
  const stamp = join(folder, `.built ${title.replaceAll('/', ' ')}`);
  if (build && !existsSync(stamp)) {
    await run(typeof build === 'function' ? build(packed.tarball) : build, { cwd: folder, env });
    writeFileSync(stamp, '');
  }
  return serveFolder(join(folder, output), { tag, policy });
}

const only = process.env.ONLY ? process.env.ONLY.split(',') : undefined;

for (const project of projects.filter(({ name }) => !only || only.includes(name))) {
  describe(project.name, () => {
    let folder;
    before(async () => (folder = await layOut(asProject(project), packed)));

    for (const way of project.ways) {
      test(`${project.name}, ${way.title}: ${way.loads ? 'loads the file of the url entry' : 'signs in'}`, async () => {
        const { origin, close } = await open(folder, way);
        try {
          await (way.loads ? load : signIn)({ ...way, browser, tenant, origin });
        } finally {
          await close();
        }
      });
    }
  });
}
