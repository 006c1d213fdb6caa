import { again } from './again.mjs';
import { arrival } from './arrival.mjs';
import { inside } from './inside.mjs';
import { looks } from './looks.mjs';
import { trouble } from './trouble.mjs';

/** The journey of a person through the demo, in order. */
export const journey = [...arrival, ...inside, ...looks, ...trouble, ...again];
