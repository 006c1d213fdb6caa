// Where things are. Nothing here is under version control but the sources.
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
/** What was installed, one folder for each lock file: it survives `make clean`. */
export const CACHE = resolve(ROOT, process.env.TOOLS_DIR ?? '.tools', 'projects');
/** The projects as they are built: a copy of their sources, what was installed, and the package. */
export const WORKSHOP = join(ROOT, 'target/projects');
