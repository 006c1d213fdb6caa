// The order of this list is the order of the page. A panel is `{ id, label, build(app) }`:
// one module each; with a label it gets a link in the bar.
import { calendar } from './calendar.mjs';
import { identity } from './identity.mjs';
import { promise } from './promise.mjs';
import { signIn } from './sign-in.mjs';
import { token } from './token.mjs';

export const signedOut = [signIn, promise];
export const signedIn = [identity, calendar, token];
