// All benches, in the order of the table. A further one is a file here and, if it needs the browser, one in page/.
import { cached } from './cached.mjs';
import { cold } from './cold.mjs';
import { crowd } from './crowd.mjs';
import { fetcher } from './fetcher.mjs';
import { login } from './login.mjs';
import { lookup } from './lookup.mjs';
import { memory } from './memory.mjs';
import { proof } from './proof.mjs';
import { refresh } from './refresh.mjs';
import { sizes } from './sizes.mjs';
import { tabs } from './tabs.mjs';

export const cases = [sizes, cold, cached, lookup, proof, fetcher, login, refresh, tabs, crowd, memory];
