// The applications on the official framework SDKs of Auth0, each unmodified from npm.
import { join, resolve } from 'node:path';

const EXAMPLES = resolve(import.meta.dirname, '..');
const bin = (name) => `node_modules/.bin/${name}`;

/** An application: how `scripts/projects` lays it out, how it is built, and where each of its builds is left. */
const app = (name, builds) => {
  const folder = join(EXAMPLES, name);
  return { name: `auth0-${name}`, example: name, folder, sources: [folder], as: '@auth0/auth0-spa-js', builds };
};

export const apps = [
  app('angular', {
    classes: { command: [bin('ng'), 'build', 'classes'], output: 'dist/classes' },
    functions: { command: [bin('ng'), 'build', 'functions'], output: 'dist/functions' },
  }),
  app('react', {
    react: { check: [bin('tsc')], command: [bin('vite'), 'build'], output: 'dist' },
  }),
  app('vue', {
    vue: { check: [bin('vue-tsc')], command: [bin('vite'), 'build'], output: 'dist' },
  }),
];
