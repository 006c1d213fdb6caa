import { open } from './session.js';

open();
