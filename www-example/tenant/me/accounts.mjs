// What a person has connected and what they could connect; and the end of a connection.

import { pageOf, refuseQuery } from './page.mjs';
import { invalidInput, notFound } from './problem.mjs';
import { describeAccount } from '../vault/describe.mjs';

const ID = /^cac_[A-Za-z0-9]+$/;

function wantedConnections({ connection }) {
  if (connection === undefined) return undefined;
  const names = [connection].flat();
  if (names.length > 20) throw refuseQuery('connection', 'must NOT have more than 20 items');
  if (names.some((name) => name.length < 1 || name.length > 128)) {
    throw refuseQuery('connection', 'must have 1 to 128 characters');
  }
  return new Set(names);
}

export function listAccounts(tenant, ctx, { sub }) {
  const wanted = wantedConnections(ctx.query);
  const rows = tenant.vault.ofUser(sub).filter(({ connection }) => !wanted || wanted.has(connection));
  const page = pageOf(rows, ctx.query);
  ctx.body = { accounts: page.rows.map(describeAccount), next: page.next };
  ctx.note(`${page.rows.length} of the ${rows.length} connected accounts of ${sub}`);
}

export function listConnections(tenant, ctx, { client }) {
  const rows = tenant.connections.connectable(client).map((connection, index) => ({ ...connection, place: index + 1 }));
  const page = pageOf(rows, ctx.query);
  ctx.body = {
    connections: page.rows.map(({ name, strategy, scopes }) => ({ name, strategy, scopes })),
    next: page.next,
  };
  ctx.note(`${page.rows.length} connections`);
}

export function deleteAccount(tenant, ctx, { sub }) {
  const id = ctx.path.split('/').pop();
  if (!ID.test(id)) {
    throw invalidInput(
      [{ detail: `params/id must match pattern "${ID.source}"`, field: 'id', source: 'path' }],
      'path',
    );
  }
  const gone = tenant.vault.delete(sub, id);
  if (!gone && tenant.switches.value('delete_unknown') === '404') throw notFound('There is no such connected account');
  ctx.status = 204;
  ctx.note(
    gone
      ? `connected account removed, with its tokens; ${gone.connection} was told nothing`
      : 'nothing removed: there is no such connected account',
  );
}
