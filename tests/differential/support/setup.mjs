// What an earlier run left would be counted with this one.
import { rmSync } from 'node:fs';
import { OUTCOMES } from './outcomes.mjs';

export default () => rmSync(OUTCOMES, { recursive: true, force: true });
