// All benches, in the order of the table. A further one is a file here and, if it needs the browser, one in page/.
import { cached } from './cached.mjs';
import { fetcher } from './fetcher.mjs';
import { proof } from './proof.mjs';
import { refresh } from './refresh.mjs';
import { sizes } from './sizes.mjs';
import { tabs } from './tabs.mjs';

export const cases = [sizes, cached, proof, fetcher, refresh, tabs];
