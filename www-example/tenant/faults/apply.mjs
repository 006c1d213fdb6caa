// The faults that come before a request is worked on, and the ones that spoil a finished token answer.

import { shift } from '../flow/time.mjs';
import { sendProblem, tooManyRequests } from '../me/problem.mjs';

const HTML =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

function isToken(ctx) {
  return ctx.method === 'POST' && ctx.path === '/oauth/token';
}

export function clock(tenant) {
  return async (ctx, next) => {
    ctx.set('Date', new Date(Date.now() + shift(tenant) * 1000).toUTCString());
    return next();
  };
}

const isMyAccount = ({ path }) => path.startsWith('/me/v1/');

const LIMITED = { off: () => false, all: () => true, token: isToken, my_account: isMyAccount };

export function rateLimit({ switches }) {
  return async (ctx, next) => {
    if (ctx.method === 'OPTIONS' || !LIMITED[switches.value('rate_limit')](ctx)) return next();
    ctx.status = 429;
    ctx.set('Retry-After', '1');
    ctx.set('x-ratelimit-limit', '10');
    ctx.set('x-ratelimit-remaining', '0');
    ctx.set('x-ratelimit-reset', String(Math.ceil(Date.now() / 1000) + 1));
    if (isMyAccount(ctx)) return sendProblem(ctx, tooManyRequests());
    ctx.body = { error: 'too_many_requests', error_description: 'Global limit has been reached' };
    return ctx.note('refused: too many requests');
  };
}

/** Keeps a request open until the caller leaves or the switch is set back. */
function holdOpen(ctx, switches, wanted) {
  ctx.hold();
  return new Promise((resolve) => {
    const stop = switches.watch(() => {
      if (!wanted()) finish();
    });
    function finish() {
      stop();
      ctx.res.removeListener('close', finish);
      resolve();
    }
    ctx.res.once('close', finish);
  });
}

export function hang({ switches }) {
  return async (ctx, next) => {
    const wanted = () => {
      const value = switches.value('authorize_hang');
      return ctx.path === '/authorize' && (value === 'all' || (value === 'silent' && ctx.query.prompt === 'none'));
    };
    if (!wanted()) return next();
    ctx.note('held open without an answer');
    await holdOpen(ctx, switches, wanted);
    return next();
  };
}

export function slowToken({ switches }) {
  return async (ctx, next) => {
    const delay = switches.value('token_delay');
    if (isToken(ctx) && delay > 0) {
      ctx.note(`after a delay of ${delay} ms`);
      await new Promise((resolve) => {
        setTimeout(resolve, delay);
      });
    }
    return next();
  };
}

export function redirectToken({ switches, issuer }) {
  return async (ctx, next) => {
    if (ctx.path === '/oauth/token-moved' && ctx.method !== 'OPTIONS') {
      ctx.note('a token request followed the redirect');
      ctx.status = 400;
      ctx.body = { error: 'invalid_request', error_description: 'This address was only a redirect target' };
      return undefined;
    }
    if (!isToken(ctx) || switches.value('token_redirect') === 'off') return next();
    ctx.note('sent elsewhere by a redirect');
    ctx.status = 307;
    ctx.set('Location', `${issuer}oauth/token-moved`);
    ctx.body = '';
    return undefined;
  };
}

const SPOIL = {
  html: (ctx) => Object.assign(ctx, { status: 502, type: 'html', body: HTML }),
  html_ok: (ctx) => Object.assign(ctx, { status: 200, type: 'html', body: HTML }),
  empty: (ctx) => Object.assign(ctx, { body: '', status: 200, type: 'json' }),
  truncated(ctx) {
    const text = JSON.stringify(ctx.body);
    Object.assign(ctx, { body: text.slice(0, Math.floor(text.length / 2)), type: 'json' });
  },
};

export function spoilToken({ switches }) {
  return async (ctx, next) => {
    await next();
    const kind = switches.value('token_body');
    if (!isToken(ctx) || kind === 'normal' || typeof ctx.body !== 'object') return;
    SPOIL[kind](ctx);
    ctx.note(`but the body was replaced (${kind})`);
  };
}
