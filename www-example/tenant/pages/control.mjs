// The page of the tenant: what it is, its switches, and every request it saw. The script beside it fills both.

import { allOrganizations } from '../model/organizations.mjs';
import { PASSWORD } from '../model/users.mjs';
import { html, sendPage } from './layout.mjs';

/** The rows of a registry, each by `describe`, in one line. */
const listed = (rows, describe) => rows.map(describe).join(', ');

function people({ users }) {
  return `${listed(users.all(), ({ email }) => email)} (password ${PASSWORD})`;
}

function connectionText({ name, purpose, clients }) {
  return `${name} (${purpose.replace('_', ' ')}; for ${clients.join(' ') || 'nobody'})`;
}

function facts(tenant) {
  const { url, issuer, clients, connections, apis } = tenant;
  const rows = [
    ['Domain', url],
    ['Issuer', issuer],
    ['Client ids', listed(clients.all(), ({ id }) => id)],
    ['Origins', clients.origins().join(', ') || 'none registered'],
    ['Users', people(tenant)],
    ['Organizations', listed(allOrganizations(), ({ id, name }) => `${id} (${name})`)],
    ['Connections', listed(connections.all(), connectionText)],
    ['Audiences', listed(apis.all(), ({ audience, scopes }) => `${audience} (${scopes.join(' ')})`)],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

const requests = html`<section class="panel" aria-labelledby="log-title">
  <div class="bar">
    <h2 id="log-title">Requests</h2>
    <label class="check"><input type="checkbox" id="preflights" /> show preflights</label>
    <button type="button" class="quiet" id="clear">Clear</button>
  </div>
  <ol id="log"></ol>
  <p id="empty" class="hint">Nothing yet. Sign in from an application and watch.</p>
</section>`;

/** A table that the script fills, and shows once there is a row. */
function table(name, title, columns) {
  return html`<section class="panel table" id="${name}-panel" aria-labelledby="${name}-title" hidden>
    <h2 id="${name}-title">${title}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody id="${name}"></tbody>
      </table>
    </div>
  </section>`;
}

const families = table('families', 'Refresh-token families', [
  'User',
  'Client',
  'Generation',
  'Uses',
  'Audiences',
  'State',
]);
const messages = table('messages', 'Messages of second factors', ['User', 'Over', 'To', 'Code', 'Answer']);

const faults = html`<section class="panel" aria-labelledby="switches-title">
  <h2 id="switches-title">Faults</h2>
  <p class="hint">Make the tenant misbehave and see what your application does.</p>
  <div id="switches"></div>
</section>`;

const withoutScript = html`<noscript
  ><p>
    This page needs JavaScript; the same is at <a href="/control/switches">/control/switches</a> and
    <a href="/control/log">/control/log</a>.
  </p></noscript
>`;

export function renderControl(ctx, tenant) {
  sendPage(ctx, {
    title: 'Control',
    wide: true,
    head: html`<link rel="stylesheet" href="/assets/control.css" />
      <script type="module" src="/assets/control.js"></script>`,
    main: html`<header class="top">
        <div>
          <p class="eyebrow">Local tenant</p>
          <h1>Control</h1>
        </div>
        <button type="button" class="quiet" id="reset">Reset everything</button>
      </header>
      <main>
        <details class="panel about">
          <summary><h2>This tenant</h2></summary>
          ${facts(tenant)}
        </details>
        <div class="columns">
          <div>${messages}${families}${requests}</div>
          ${faults}
        </div>
        <p id="status" role="status" class="toast"></p>
        ${withoutScript}
      </main>`,
  });
}
