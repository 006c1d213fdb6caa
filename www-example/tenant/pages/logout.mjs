// The two pages of the OpenID Connect logout (`/oidc/logout`): really? and done.

import { html, sendPage } from './layout.mjs';

export function renderLogout(ctx, form) {
  ctx.note('asks whether to sign out');
  // oidc-provider wrote the form, with its guard against forged requests.
  const [, action, xsrf] = /action="([^"]+)".*name="xsrf" value="([^"]+)"/.exec(form);
  sendPage(ctx, {
    title: 'Sign out',
    main: html`<main class="card">
      <p class="eyebrow">Local tenant</p>
      <h1>Sign out?</h1>
      <p class="lead">This ends your session with the tenant for every application in this browser.</p>
      <form method="post" action="${action}">
        <input type="hidden" name="xsrf" value="${xsrf}" />
        <button class="primary" name="logout" value="yes" autofocus>Sign out</button>
        <button class="quiet">Stay signed in</button>
      </form>
    </main>`,
  });
}

export function renderLoggedOut(ctx) {
  ctx.note('signed-out page');
  sendPage(ctx, {
    title: 'Signed out',
    main: html`<main class="card">
      <p class="eyebrow">Local tenant</p>
      <h1>You are signed out</h1>
      <p class="lead">You can close this page.</p>
    </main>`,
  });
}
