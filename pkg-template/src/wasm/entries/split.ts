// The default entry: it carries the small wasm, and the whole one is a file of its own, which bundlers make a chunk of.
import { build } from '#build';
import { createGlue } from '#first-glue';
import { size, texts } from '#first-wasm';
import { unpacked } from '../embedded.js';
import { loadFailed } from '../failure.js';
import type { First, Whole } from './entry.js';

export const first: First | undefined = { createGlue, packed: () => unpacked({ size, texts }) };

export async function whole(): Promise<Whole> {
  const rest = await later();
  if (rest.build !== build) {
    throw loadFailed(
      'dist/whole.js is of another version than dist/index.js. Deploy both together, and reload the page.',
    );
  }
  const { createGlue, environment } = rest;
  return { createGlue, environment, packed: () => unpacked(rest) };
}

async function later(): Promise<typeof import('../whole.js')> {
  try {
    return await import('../whole.js');
  } catch (cause) {
    throw loadFailed(
      'The rest of this package, dist/whole.js or the chunk that a bundler made of it, could not be loaded. Check that it ' +
        'is deployed beside the other scripts, and that the content security policy allows it. After a new deployment, ' +
        'reload the page.',
      cause,
    );
  }
}
