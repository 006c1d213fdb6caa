// What the applications need from npm. Only what is missing is installed.
import { installMissing } from '../../scripts/projects/install.mjs';
import { apps } from './list.mjs';

await installMissing(apps, 'the framework SDKs');
