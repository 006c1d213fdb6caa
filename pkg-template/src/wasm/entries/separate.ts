// The entry `/url`: the whole wasm in a file of its own, beside this script.
import { createGlue } from '#glue';
import { script } from '#worker';
import type { First, Whole } from './entry.js';

export const first: First | undefined = undefined;

export const whole = async (): Promise<Whole> => ({
  createGlue,
  script,
  // Spelled in one expression: this is the form that bundlers recognise.
  packed: () => new URL('./auth0_spa_wasm_bg.wasm', import.meta.url),
});
