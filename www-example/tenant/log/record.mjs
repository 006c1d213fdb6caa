// Writes one log entry per request. What a request led to, the routes say in plain words with `ctx.note`.

import { shortenHeader, shortenParams, shortenPath, shortenUrl } from './shorten.mjs';

const HEADERS = [
  'origin',
  'content-type',
  'authorization',
  'dpop',
  'auth0-client',
  'access-control-request-headers',
  'sec-fetch-dest',
  'sec-fetch-mode',
];
const OWN_PAGES = /^\/(control|assets|pictures|favicon\.ico)(\/|$)/;

function seen(ctx, started) {
  const headers = HEADERS.filter((name) => ctx.get(name)).map((name) => [name, shortenHeader(name, ctx.get(name))]);
  return {
    time: new Date(started).toISOString(),
    method: ctx.method,
    path: shortenPath(ctx.path),
    query: shortenParams(ctx.query),
    headers: Object.fromEntries(headers),
  };
}

function answered(ctx, notes) {
  const location = ctx.response.get('location');
  const json =
    /^\/(oauth|me|mfa|passkey|anonymous)\//.test(ctx.path) && typeof ctx.body === 'object' && ctx.body !== null;
  return {
    body: shortenParams(ctx.state.body?.params),
    status: ctx.state.held || ctx.state.lost ? null : ctx.status,
    note: notes.join('; '),
    ...(location ? { location: shortenUrl(location) } : {}),
    ...(json ? { answer: shortenParams(ctx.body) } : {}),
  };
}

export function record(log) {
  return async (ctx, next) => {
    if (OWN_PAGES.test(ctx.path)) {
      ctx.note = () => {};
      return next();
    }
    const started = Date.now();
    const entry = seen(ctx, started);
    const notes = [];
    ctx.note = (text) => notes.push(text);
    // A request that is held open is logged while it is held: its end may never come.
    ctx.hold = () => {
      ctx.state.held = true;
      log.add({ ...entry, ...answered(ctx, notes), ms: 0 });
    };
    try {
      await next();
    } finally {
      if (!ctx.state.held) log.add({ ...entry, ...answered(ctx, notes), ms: Date.now() - started });
    }
    return undefined;
  };
}
