// The set-up of this suite: what each project needs from npm, or those that are named. Only what is missing is installed.
import { installMissing } from '../../../scripts/projects/install.mjs';
import { installable } from './support/project.mjs';

const names = process.argv.slice(2);
const wanted = installable().filter(({ name }) => names.length === 0 || names.includes(name));
await installMissing(wanted, 'the bundlers');
