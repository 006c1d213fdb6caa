// The entry `/url`: the whole wasm in a file of its own, beside this script.
import { createGlue } from '#glue';
// After the glue: the worker's copy of it compresses well only when it stands close by.
import { environment } from '../../environment.js';
import type { First, Whole } from './entry.js';

export const first: First | undefined = undefined;

export const whole = async (): Promise<Whole> => ({
  createGlue,
  environment,
  // Spelled in one expression: this is the form that bundlers recognise.
  packed: () => new URL('./auth0_spa_wasm_bg.wasm', import.meta.url),
});
