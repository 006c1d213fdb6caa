// The set-up of this suite: what each project needs from npm. Only what is missing is installed.
import { installMissing } from '../../../scripts/projects/install.mjs';
import { installable } from './support/project.mjs';

await installMissing(installable(), 'the bundlers');
