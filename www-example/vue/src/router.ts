import { createAuthGuard } from '@auth0/auth0-vue';
import type { App } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import Accounts from './Accounts.vue';
import Calendar from './Calendar.vue';
import Home from './Home.vue';
import Profile from './Profile.vue';

export function createAppRouter(app: App) {
  const guarded = { beforeEnter: createAuthGuard(app) };
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: Home },
      { path: '/profile', component: Profile, ...guarded },
      { path: '/calendar', component: Calendar, ...guarded },
      { path: '/accounts', component: Accounts, ...guarded },
    ],
  });
}
