// The My Account API in trouble, by the switch `my_account_error`: after the caller is known, before any work is done.

import {
  conflict,
  insufficientScope,
  internal,
  invalidInput,
  invalidToken,
  notFound,
  tooManyRequests,
  wrongMediaType,
} from './problem.mjs';

const BECAUSE = 'A switch of the tenant says so';

const PROBLEMS = {
  400: () => invalidInput([{ detail: BECAUSE, pointer: '/switch', field: 'switch' }]),
  401: () => invalidToken(BECAUSE),
  403: () => insufficientScope('of a switch of the tenant'),
  404: () => notFound(BECAUSE),
  409: () => conflict(BECAUSE),
  415: wrongMediaType,
  429: tooManyRequests,
  500: internal,
};

const SPOILT = {
  html: { status: 502, type: 'html', body: '<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>' },
  empty: { status: 200, type: 'json', body: '' },
};

/** Whether the answer is spoilt already; throws where it is a problem document. */
export function misbehave({ switches }, ctx) {
  const kind = switches.value('my_account_error');
  if (kind === 'off') return false;
  ctx.note(`my_account_error is ${kind}`);
  if (!SPOILT[kind]) throw PROBLEMS[kind]();
  Object.assign(ctx, SPOILT[kind]);
  return true;
}
