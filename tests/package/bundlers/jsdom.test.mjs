// Applications test their code in jsdom: the package imports there, by both runners.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { run } from '../../../scripts/projects/run.mjs';
import { pack } from '../../../scripts/projects/tarball.mjs';
import { layOut } from '../../../scripts/projects/workshop.mjs';
import { project } from './support/project.mjs';

let folder;

before(async () => {
  const packed = await pack();
  folder = await layOut(project({ name: 'jsdom', framework: true }), packed);
  packed.remove();
});

for (const [runner, command] of [
  ['Jest', ['node_modules/.bin/jest', 'require.test.js']],
  ['Vitest', ['node_modules/.bin/vitest', 'run', '--environment', 'jsdom', 'import.test.mjs']],
]) {
  test(`${runner} with jsdom imports the package, and a client answers`, async () => {
    assert.match(await run(command, { cwd: folder }), /passed/);
  });
}
