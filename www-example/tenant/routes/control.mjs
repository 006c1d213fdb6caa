// The control API and page: switches, log, refresh-token families, clock, reset. Open to the registered applications and to this machine only.

import { subjectToken } from '../exchange/subjects.mjs';
import { SwitchError } from '../faults/switches.mjs';
import { renderControl } from '../pages/control.mjs';
import { describeAccount } from '../vault/describe.mjs';
import { SeedError, seedAccount } from '../vault/keep.mjs';

function foreign(tenant, ctx) {
  const host = ctx.host.replace(/:\d+$/, '');
  const origin = ctx.get('origin');
  // A name that is not this machine's would be another site's page talking to it (DNS rebinding).
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return `host ${host}`;
  return origin && origin !== tenant.url && !tenant.clients.allowsOrigin(origin) ? `origin ${origin}` : undefined;
}

function allow(ctx) {
  ctx.vary('Origin');
  ctx.set('Cache-Control', 'no-store');
  if (!ctx.get('origin')) return;
  ctx.set('Access-Control-Allow-Origin', ctx.get('origin'));
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE');
  ctx.set('Access-Control-Allow-Headers', 'content-type');
}

function refuse(ctx, status, message) {
  ctx.status = status;
  ctx.body = { error: message };
}

async function patch(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  if (kind !== 'json') return refuse(ctx, 400, 'send a JSON object with content-type application/json');
  try {
    await tenant.switches.set(params);
  } catch (error) {
    if (error instanceof SwitchError) return refuse(ctx, 400, error.message);
    throw error;
  }
  ctx.body = { switches: tenant.switches.describe() };
  return undefined;
}

function readLog(tenant, ctx) {
  const after = Number(ctx.query.after ?? 0);
  if (!Number.isInteger(after) || after < 0)
    return refuse(ctx, 400, '"after" must be the number of an entry, 0 for all');
  ctx.body = { entries: tenant.log.entries(after), last: tenant.log.last };
  return undefined;
}

function moveClock(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  try {
    ctx.body = { ahead: tenant.clock.advance(kind === 'json' ? params.advance : undefined) };
  } catch (error) {
    if (error instanceof RangeError) return refuse(ctx, 400, `${error.message}; send JSON such as {"advance":3600}`);
    throw error;
  }
  return undefined;
}

function seed(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  if (kind !== 'json') return refuse(ctx, 400, 'send JSON such as {"user":"ada","account":"work@gmail.example"}');
  try {
    ctx.body = describeAccount(seedAccount(tenant, params));
    ctx.status = 201;
  } catch (error) {
    if (error instanceof SeedError) return refuse(ctx, 400, error.message);
    throw error;
  }
  return undefined;
}

async function issueSubject(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  ctx.body = { subject_token: await subjectToken(tenant, kind === 'json' ? params : {}) };
}

function answerPush(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  const { answer, id } = kind === 'json' ? params : {};
  if (!['approved', 'denied'].includes(answer))
    return refuse(ctx, 400, 'send JSON such as {"answer":"approved"}, or "denied"');
  if (!tenant.factorMessages.answer(answer, id)) return refuse(ctx, 404, 'no question is open');
  ctx.status = 204;
  return undefined;
}

const ROUTES = {
  'GET /control': (tenant, ctx) => renderControl(ctx, tenant),
  'GET /control/switches': (tenant, ctx) => {
    ctx.body = { switches: tenant.switches.describe() };
  },
  'PATCH /control/switches': patch,
  'POST /control/reset': (tenant, ctx) => {
    tenant.reset();
    ctx.status = 204;
  },
  'GET /control/families': (tenant, ctx) => {
    ctx.body = { families: tenant.families.describe() };
  },
  'GET /control/proofs': (tenant, ctx) => {
    ctx.body = { proofs: tenant.seen.all() };
  },
  'GET /control/messages': (tenant, ctx) => {
    ctx.body = { messages: tenant.messages.all() };
  },
  'GET /control/upstream': (tenant, ctx) => {
    ctx.body = { events: tenant.upstream.events() };
  },
  'POST /control/accounts': seed,
  'POST /control/subject-token': issueSubject,
  'GET /control/factors': (tenant, ctx) => {
    ctx.body = { messages: tenant.factorMessages.describe() };
  },
  'POST /control/push': answerPush,
  'POST /control/clock': moveClock,
  'GET /control/log': readLog,
  'DELETE /control/log': (tenant, ctx) => {
    tenant.log.clear();
    ctx.status = 204;
  },
};

export function control(tenant) {
  return async (ctx, next) => {
    if (!/^\/control(\/|$)/.test(ctx.path)) return next();
    const stranger = foreign(tenant, ctx);
    if (stranger) return refuse(ctx, 403, `${stranger} may not control this tenant; register it as an origin`);
    allow(ctx);
    if (ctx.method === 'OPTIONS') {
      ctx.status = 204;
      return undefined;
    }
    const route = ROUTES[`${ctx.method} ${ctx.path}`];
    return route ? route(tenant, ctx) : refuse(ctx, 404, `there is no ${ctx.method} ${ctx.path}`);
  };
}
