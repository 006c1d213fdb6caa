// Builds an application with the package in `pkg/`. What is built already is not built again.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../scripts/projects/run.mjs';
import { pack } from '../../scripts/projects/tarball.mjs';
import { layOut } from '../../scripts/projects/workshop.mjs';

/** Gives the folder of each build, by its name. */
export async function build(app) {
  const packed = await pack();
  const folder = await layOut(app, packed);
  packed.remove();
  const outputs = {};
  for (const [name, { check, command, output }] of Object.entries(app.builds)) {
    const stamp = join(folder, `.built ${name}`);
    if (!existsSync(stamp)) {
      if (check) await run(check, { cwd: folder });
      await run(command, { cwd: folder });
      writeFileSync(stamp, '');
    }
    outputs[name] = join(folder, output);
  }
  return outputs;
}
