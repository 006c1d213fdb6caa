import { createAuth0Client } from 'sdk';

window.made = createAuth0Client({});
