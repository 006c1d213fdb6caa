// What the My Account API says when it refuses: a problem document of a type that programs may compare.

const TYPES = 'https://auth0.com/api-errors/';

export class Problem extends Error {
  /** `errors` are the members of `validation_errors`; `challenge` is the error code of the WWW-Authenticate header. */
  constructor(status, code, { title, detail, errors, challenge, headers = {} }) {
    super(detail);
    Object.assign(this, { status, challenge, headers });
    this.body = { type: TYPES + code, status, title, detail, ...(errors ? { validation_errors: errors } : {}) };
  }
}

export const unauthorized = (detail) => new Problem(401, 'A0E-401-0001', { title: 'Unauthorized', detail });

export const invalidToken = (detail, challenge = 'invalid_token', headers = {}) =>
  new Problem(401, 'A0E-401-0003', { title: 'Invalid Token', detail, challenge, headers });

export const insufficientScope = (scope) =>
  new Problem(403, 'A0E-403-0002', {
    title: 'Insufficient Scope',
    detail: `The access token lacks the scope ${scope}`,
    challenge: 'insufficient_scope',
  });

export const badRequest = (detail) => new Problem(400, 'A0E-400-0001', { title: 'Bad Request', detail });

export const invalidInput = (errors, what = 'payload') =>
  new Problem(400, 'A0E-400-0003', { title: 'Validation Error', detail: `Invalid request ${what} input`, errors });

export const notFound = (detail) => new Problem(404, 'A0E-404-0001', { title: 'Not Found', detail });

export const conflict = (detail) => new Problem(409, 'A0E-409-0001', { title: 'Conflict', detail });

export const wrongMediaType = () =>
  new Problem(415, 'A0E-415-0001', { title: 'Unsupported Media Type', detail: 'Send the body as application/json' });

export const tooManyRequests = () =>
  new Problem(429, 'A0E-429-0001', {
    title: 'Too Many Requests',
    detail: 'Global limit has been reached',
    headers: { 'Retry-After': '1', 'x-auth0-error-kind': 'global-rate-limit' },
  });

export const internal = () =>
  new Problem(500, 'A0E-500-0001', { title: 'Internal Server Error', detail: 'Something went wrong' });

export function sendProblem(ctx, problem) {
  const { status, body, headers } = problem;
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value);
  ctx.status = status;
  ctx.body = body;
  const errors = (body.validation_errors ?? []).map(({ detail }) => detail).join(', ');
  ctx.note(`refused: ${body.detail}${errors && ` (${errors})`}`);
}
