import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const file = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: {
      // The other file of the SDK has a copy of the original inside; this one imports it by name.
      '@auth0/auth0-vue': file('@auth0/auth0-vue/dist/lib/auth0-vue.cjs'),
      // That file would take the Vue for servers, with its template compiler.
      vue: file('vue/dist/vue.runtime.esm-bundler.js'),
    },
  },
});
