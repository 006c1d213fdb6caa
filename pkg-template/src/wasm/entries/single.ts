// The entry for `require`: one file, with the whole wasm only.
import { unpacked } from '../embedded.js';
import { createGlue, environment, size, texts } from '../whole.js';
import type { First, Whole } from './entry.js';

export const first: First | undefined = undefined;

export const whole = async (): Promise<Whole> => ({ createGlue, environment, packed: () => unpacked({ size, texts }) });
