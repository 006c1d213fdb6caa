import { fileURLToPath } from 'node:url';

/** Where each scenario leaves what it compared, for the tests of the list as a whole. */
export const OUTCOMES = fileURLToPath(new URL('../../../target/differential/', import.meta.url));
