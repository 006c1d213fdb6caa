// The order of this list is the order of the page. A panel is `{ id, label, build(app) }`:
// one module each; with a label it gets a link in the bar.
import { bound } from './bound.mjs';
import { calendar } from './calendar.mjs';
import { connectedCalendar } from './connected-calendar.mjs';
import { connections } from './connections.mjs';
import { identity } from './identity.mjs';
import { orders } from './orders.mjs';
import { promise } from './promise.mjs';
import { session } from './session.mjs';
import { signIn } from './sign-in.mjs';
import { tabs } from './tabs.mjs';
import { token } from './token.mjs';

export const signedOut = [signIn, promise];
export const signedIn = [identity, connections, connectedCalendar, calendar, token, orders, session, tabs, bound];
