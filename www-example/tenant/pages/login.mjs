// The sign-in page: one click per seeded person, or a form as in the real thing.

import { PASSWORD } from '../model/users.mjs';
import { isMember } from '../model/organizations.mjs';
import { html, sendPage } from './layout.mjs';

function person(user, { organization, signedIn }) {
  const outside = organization && !isMember(organization, user.sub);
  const remark = outside ? `not a member of ${organization.display}` : user.sub === signedIn?.sub && 'signed in now';
  return html`<li>
    <button class="person" name="user" value="${user.id}">
      <img src="/pictures/${user.id}.svg" alt="" width="40" height="40" />
      <span><strong>${user.profile.name}</strong><small>${user.email}${remark && html` · ${remark}`}</small></span>
    </button>
  </li>`;
}

function fields({ params, email, problem, signup }) {
  const wrong = problem && html` aria-invalid="true" aria-describedby="problem"`;
  return html`<label for="email">Email</label>
    <input
      id="email"
      name="email"
      type="email"
      autocomplete="username"
      required
      value="${email ?? params.login_hint ?? ''}"
      ${wrong}
    />
    <label for="password">Password</label>
    <input
      id="password"
      name="password"
      type="password"
      autocomplete="${signup ? 'new-password' : 'current-password'}"
      required${wrong}
    />
    ${!signup && html`<p class="hint">Everyone here has the password <code>${PASSWORD}</code>.</p>`}
    ${problem && html`<p class="problem" id="problem" role="alert">${problem}</p>`}
    <button class="primary" name="intent" value="${signup ? 'signup' : 'login'}">
      ${signup ? 'Sign up' : 'Sign in'}
    </button>`;
}

function heading(client, { organization, signup }) {
  const verb = signup ? 'Sign up' : 'Sign in';
  return organization ? `${verb} to ${organization.display}` : verb;
}

export function renderLogin(ctx, page) {
  const { client, params, signup, users } = page;
  const title = heading(client, page);
  sendPage(ctx, {
    title,
    main: html`<main class="card">
      <p class="eyebrow">Local tenant</p>
      <h1>${title}</h1>
      <p class="lead">
        to continue to <strong>${client?.name ?? params.client_id}</strong>${params.invitation && ', by invitation'}
      </p>
      ${
        !signup &&
        html`<form method="post">
            <h2 id="people">Continue as</h2>
            <ul class="people" aria-labelledby="people">
              ${users.map((user) => person(user, page))}
            </ul>
          </form>
          <p class="or"><span>or</span></p>`
      }
      <form method="post" class="fields">${fields(page)}</form>
      <form method="post">
        ${page.providers.map(
          ({ name, display }) =>
            html`<button class="quiet" name="connection" value="${name}">Continue with ${display}</button>`,
        )}
      </form>
      <form method="post"><button class="quiet" name="intent" value="deny">Deny access and return</button></form>
      <p class="foot">
        A development tenant: no account of yours is involved.
        <a href="/control" target="_blank" rel="noopener">Control page</a>
      </p>
    </main>`,
  });
}
