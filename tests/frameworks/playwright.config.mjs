import base from '../e2e/playwright.config.mjs';

const [{ use: chromium }] = base.projects;
const project = (build, ...files) => ({ name: build, testMatch: files, use: { ...chromium, build } });

export default {
  ...base,
  globalSetup: './support/build.mjs',
  projects: [
    project('classes', 'angular/*.spec.mjs', 'journey.spec.mjs'),
    project('functions', 'angular/*.spec.mjs', 'journey.spec.mjs'),
    project('react', 'journey.spec.mjs'),
    project('vue', 'journey.spec.mjs'),
  ],
};
