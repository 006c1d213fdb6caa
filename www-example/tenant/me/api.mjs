// The My Account API: its paths, the scope each asks for, and what holds for all of them.

import { deleteAccount, listAccounts, listConnections } from './accounts.mjs';
import { completeBody, connectBody } from './bodies.mjs';
import { callerOf, challengeFor, sendNextNonce } from './caller.mjs';
import { complete } from './complete.mjs';
import { connect } from './connect.mjs';
import { misbehave } from './faults.mjs';
import { changeBody, enrolBody } from './method-bodies.mjs';
import { changeMethod, enrol, listFactors, listMethods, removeMethod, showMethod, verify } from './methods.mjs';
import { badRequest, invalidInput, notFound, Problem, sendProblem, wrongMediaType } from './problem.mjs';

const BASE = '/me/v1';
const scope = (verb) => `${verb}:me:connected_accounts`;
const methods = (verb) => `${verb}:me:authentication_methods`;

/** What is wrong with the end of an enrolment depends on its beginning. */
const anyBody = () => [];

const ROUTES = [
  { at: /^POST \/connected-accounts\/connect$/, scope: scope('create'), shape: connectBody, answer: connect },
  { at: /^POST \/connected-accounts\/complete$/, scope: scope('create'), shape: completeBody, answer: complete },
  { at: /^GET \/connected-accounts\/accounts$/, scope: scope('read'), answer: listAccounts },
  { at: /^GET \/connected-accounts\/connections$/, scope: scope('read'), answer: listConnections },
  { at: /^DELETE \/connected-accounts\/accounts\/[^/]*$/, scope: scope('delete'), answer: deleteAccount },
  { at: /^GET \/factors$/, scope: 'read:me:factors', answer: listFactors },
  { at: /^GET \/authentication-methods$/, scope: methods('read'), answer: listMethods },
  { at: /^POST \/authentication-methods$/, scope: methods('create'), shape: enrolBody, answer: enrol },
  { at: /^POST \/authentication-methods\/[^/]+\/verify$/, scope: methods('create'), shape: anyBody, answer: verify },
  { at: /^GET \/authentication-methods\/[^/]+$/, scope: methods('read'), answer: showMethod },
  { at: /^PATCH \/authentication-methods\/[^/]+$/, scope: methods('update'), shape: changeBody, answer: changeMethod },
  { at: /^DELETE \/authentication-methods\/[^/]+$/, scope: methods('delete'), answer: removeMethod },
];

function checkBody(ctx, shape) {
  const { kind, params, text } = ctx.state.body;
  if (kind === 'broken') throw badRequest(`The body is not a JSON object: ${text.slice(0, 40)}`);
  if (kind !== 'json') throw wrongMediaType();
  const faults = shape(params);
  if (faults.length) throw invalidInput(faults);
}

async function serve(tenant, ctx) {
  const place = `${ctx.method} ${ctx.path.slice(BASE.length)}`;
  const route = tenant.switches.value('my_account') === 'on' && ROUTES.find(({ at }) => at.test(place));
  if (!route) throw notFound(`There is no ${place}, or the My Account API is not active in this tenant`);
  const caller = await callerOf(tenant, ctx, route.scope);
  sendNextNonce(tenant, ctx);
  if (misbehave(tenant, ctx)) return;
  if (route.shape) checkBody(ctx, route.shape);
  await route.answer(tenant, ctx, caller);
}

export function myAccount(tenant) {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${BASE}/`)) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      await serve(tenant, ctx);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401 || error.challenge) ctx.set('WWW-Authenticate', challengeFor(ctx, error));
      sendProblem(ctx, error);
    }
    return undefined;
  };
}
