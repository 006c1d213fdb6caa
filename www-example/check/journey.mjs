import { again } from './again.mjs';
import { arrival } from './arrival.mjs';
import { bound } from './bound.mjs';
import { connections } from './connections.mjs';
import { inside } from './inside.mjs';
import { lasting } from './lasting.mjs';
import { looks } from './looks.mjs';
import { trouble } from './trouble.mjs';

/** The journey of a person through the demo, in order. */
export const journey = [...arrival, ...inside, ...connections, ...looks, ...lasting, ...bound, ...trouble, ...again];
