import type { Routes } from '@angular/router';
import { Accounts } from './accounts';
import { Calendar } from './calendar';
import { Home } from './home';
import { Invitation } from './invitation';
import { Organizations } from './organizations';
import { Profile } from './profile';
import { Requests } from './requests';
import { Sorry } from './sorry';

/** The routes, with the guard that the application chose: a class or a function. */
export function routes(guard: NonNullable<Routes[number]['canActivate']>[number]): Routes {
  return [
    { path: '', component: Home, pathMatch: 'full' },
    { path: 'profile', component: Profile, canActivate: [guard] },
    { path: 'calendar', component: Calendar, canActivate: [guard] },
    { path: 'accounts', component: Accounts, canActivate: [guard] },
    { path: 'requests', component: Requests },
    { path: 'organizations', component: Organizations },
    { path: 'invitation/:organization/:invitation', component: Invitation },
    { path: 'invitation/:organization', component: Invitation },
    { path: 'sorry', component: Sorry },
    // The answer of another login: none of the SDK's business.
    { path: 'other-callback', component: Home },
  ];
}
