// Reads a request body once, for the log and our own routes, and hands oidc-provider a request it can still read.

import { IncomingMessage } from 'node:http';

const LIMIT = 64 * 1024;
const FORM = 'application/x-www-form-urlencoded';

async function readText(ctx) {
  const chunks = [];
  let size = 0;
  for await (const chunk of ctx.req) {
    size += chunk.length;
    if (size > LIMIT) ctx.throw(413, `the body is larger than ${LIMIT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function collect(pairs) {
  const params = {};
  for (const [name, value] of pairs) {
    params[name] = name in params ? [params[name], value].flat() : value;
  }
  return params;
}

function parseJson(text) {
  try {
    const params = JSON.parse(text);
    return params && typeof params === 'object' && !Array.isArray(params) ? params : undefined;
  } catch {
    return undefined;
  }
}

function parse(ctx, text) {
  if (ctx.is('json')) {
    const params = parseJson(text);
    return params ? { kind: 'json', params } : { kind: 'broken', params: {} };
  }
  if (ctx.is(FORM)) return { kind: 'form', params: collect(new URLSearchParams(text)) };
  return { kind: text ? 'other' : 'none', params: {} };
}

function requestWith(ctx, text) {
  const copy = new IncomingMessage(ctx.req.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, headers } = ctx.req;
  Object.assign(copy, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  copy.headers = { ...headers, 'content-type': FORM, 'content-length': String(Buffer.byteLength(text)) };
  delete copy.headers['transfer-encoding'];
  copy.push(text);
  copy.push(null);
  return copy;
}

/** Gives oidc-provider these name and value pairs as the form of the request. */
export function setForm(ctx, pairs) {
  ctx.req = requestWith(ctx, new URLSearchParams(pairs).toString());
  ctx.request.req = ctx.req;
}

export function bodies() {
  return async (ctx, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) return next();
    const text = await readText(ctx);
    ctx.state.body = { text, ...parse(ctx, text) };
    if (ctx.state.body.kind === 'form') setForm(ctx, new URLSearchParams(text));
    return next();
  };
}
