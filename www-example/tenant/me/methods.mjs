// The authentication methods of a person: what is there, and what is enrolled, changed and removed.

import { invalidInput, conflict, notFound } from './problem.mjs';
import { ALL_KINDS, KINDS } from './kinds.mjs';
import { describeMethod, methodsOf } from './method-list.mjs';
import { verifyBody } from './method-bodies.mjs';
import { refuseQuery } from './page.mjs';

const BASE = 'me/v1/authentication-methods';
const UNKNOWN = 'There is no such authentication method';

const FACTORS = ALL_KINDS.map((type) => ({
  type,
  usage: ['passkey', 'password'].includes(type) ? ['primary'] : ['secondary'],
}));

export function listFactors(tenant, ctx) {
  ctx.body = { factors: FACTORS };
  ctx.note(`${FACTORS.length} factors`);
}

export function listMethods(tenant, ctx, { sub }) {
  const { type } = ctx.query;
  if (type !== undefined && !ALL_KINDS.includes(type)) {
    throw refuseQuery('type', 'must be equal to one of the allowed values');
  }
  const found = methodsOf(tenant, sub).filter((method) => type === undefined || method.type === type);
  ctx.body = { authentication_methods: found.map(describeMethod) };
  ctx.note(`${found.length} authentication methods of ${sub}`);
}

/** The id in a path, whose bar is encoded. */
function idOf(ctx, place = -1) {
  try {
    return decodeURIComponent(ctx.path.split('/').at(place));
  } catch {
    throw notFound(UNKNOWN);
  }
}

function methodOf(tenant, ctx, { sub }) {
  const found = methodsOf(tenant, sub).find(({ id }) => id === idOf(ctx));
  if (found) return found;
  throw notFound(UNKNOWN);
}

export function showMethod(tenant, ctx, caller) {
  ctx.body = describeMethod(methodOf(tenant, ctx, caller));
  ctx.note(`authentication method ${ctx.body.id}`);
}

export function changeMethod(tenant, ctx, caller) {
  const method = methodOf(tenant, ctx, caller);
  const { params: body } = ctx.state.body;
  const wrong = body.preferred_authentication_method && method.type !== 'phone' && 'preferred_authentication_method';
  if (wrong) throw invalidInput([{ detail: `data/${wrong} is for telephones`, field: wrong, pointer: `/${wrong}` }]);
  method.change(body);
  ctx.body = describeMethod(methodOf(tenant, ctx, caller));
  ctx.note(`authentication method ${method.id} changed`);
}

export function removeMethod(tenant, ctx, caller) {
  const method = methodOf(tenant, ctx, caller);
  if (method.type === 'password') throw conflict('The password is the only way in, and cannot be removed');
  method.remove();
  ctx.status = 204;
  ctx.note(`authentication method ${method.id} removed`);
}

export function enrol(tenant, ctx, { sub, client }) {
  const { params: body } = ctx.state.body;
  const { shown, ...begun } = KINDS[body.type].begin(tenant, body, tenant.users.bySub(sub));
  const { authSession } = tenant.challenges.begin({ use: 'enrol', sub, client, body, ...begun });
  ctx.status = 202;
  ctx.set('Location', `${tenant.issuer}${BASE}/${encodeURIComponent(begun.id)}`);
  ctx.body = { id: begun.id, type: body.type, auth_session: authSession, ...shown };
  ctx.note(`${sub} begins to enrol ${body.type}`);
}

function enrolmentOf(tenant, ctx, { sub, client }) {
  const { auth_session: session } = ctx.state.body.params;
  const found = tenant.challenges.find(session);
  const mine = found?.use === 'enrol' && found.sub === sub && found.client === client;
  if (mine && found.id === idOf(ctx, -2)) return found;
  throw notFound('Invalid or expired session');
}

export async function verify(tenant, ctx, caller) {
  const begun = enrolmentOf(tenant, ctx, caller);
  const { type } = begun.body;
  const faults = verifyBody(type)(ctx.state.body.params);
  if (faults.length) throw invalidInput(faults);
  const made = await KINDS[type].finish(tenant, begun, ctx.state.body.params);
  tenant.challenges.take(begun.authSession);
  const id = made ? `passkey|${made.id}` : begun.id;
  if (!made && type !== 'password') tenant.methods.keep(caller.sub, { id, type, ...begun });
  const method = methodsOf(tenant, caller.sub).find((one) => one.id === id);
  ctx.status = 201;
  ctx.set('Location', `${tenant.issuer}${BASE}/${encodeURIComponent(id)}`);
  ctx.body = describeMethod(method);
  ctx.note(`${type} of ${caller.sub} enrolled`);
}
