// Builds what the tests open, before the first of them.
import { build } from '../../../www-example/frameworks/build.mjs';
import { apps } from '../../../www-example/frameworks/list.mjs';

export default async function buildAll() {
  const outputs = {};
  for (const app of apps) {
    console.log(`building www-example/${app.example}`);
    Object.assign(outputs, await build(app));
  }
  process.env.FRAMEWORK_BUILDS = JSON.stringify(outputs);
}
