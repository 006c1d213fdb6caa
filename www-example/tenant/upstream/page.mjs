// The consent page of a provider: who are you there, and may this application do that?

import { CALENDAR_SCOPE } from '../model/connections.mjs';
import { html, sendPage } from '../pages/layout.mjs';

const MEANING = {
  openid: 'Know who you are',
  profile: 'See your name and picture',
  email: 'See your email address',
  [CALENDAR_SCOPE]: 'See the events of your calendar',
  'read:user': 'Read your profile',
  repo: 'Read and change your repositories',
  offline_access: 'Keep this access while you are away',
};

function scopeItem(scope) {
  return html`<li>
    ${MEANING[scope] ?? 'Something the application calls'} <small><code>${scope}</code></small>
  </li>`;
}

function accountItem({ email }) {
  return html`<li>
    <button class="person" name="account" value="${email}">
      <span><strong>${email}</strong><small>Allow, with this account</small></span>
    </button>
  </li>`;
}

function otherAccount({ typed, problem }) {
  return html`<label for="account">Another account</label>
    <input
      id="account"
      name="account"
      type="email"
      autocomplete="off"
      required
      value="${typed}"
      ${problem && html` aria-invalid="true" aria-describedby="problem"`}
    />
    <p class="hint">Any address is an account here.</p>
    ${problem && html`<p class="problem" id="problem" role="alert">${problem}</p>`}
    <button class="primary">Allow</button>`;
}

export function renderConsent(ctx, { connection, scopes, offline, accounts, typed, problem }) {
  const asked = offline === 'parameter' ? [...scopes, 'offline_access'] : scopes;
  const title = `${connection.display} asks for your consent`;
  sendPage(ctx, {
    title,
    main: html`<main class="card">
      <p class="eyebrow">Pretend ${connection.display}</p>
      <h1>Share your ${connection.display} account?</h1>
      <p class="lead">The <strong>local tenant</strong> wants to:</p>
      <ul class="scopes">
        ${asked.map(scopeItem)}
      </ul>
      <form method="post">
        <h2 id="accounts">Continue with</h2>
        <ul class="people" aria-labelledby="accounts">
          ${accounts.map(accountItem)}
        </ul>
      </form>
      <p class="or"><span>or</span></p>
      <form method="post" class="fields">${otherAccount({ typed, problem })}</form>
      <form method="post"><button class="quiet" name="intent" value="deny">Deny and go back</button></form>
      <p class="foot">
        A provider for development: nothing leaves this machine.
        <a href="/control" target="_blank" rel="noopener">Control page</a>
      </p>
    </main>`,
  });
}
