// Which requests of HttpClient carry a token, and which one.
import { expect, CALENDAR, ORDERS, test } from '../support/fixtures.mjs';

// The interceptor writes `Bearer`, whatever the token is.
test.beforeEach(({ stack, visit: _ }) => stack.change({ useDpop: false }));

/** Sends a request from the page, and gives what its server saw. */
async function request(visit, method, address) {
  await visit.go('Requests');
  visit.stack.page.requests.length = 0;
  await visit.text('method').selectOption(method);
  await visit.text('address').fill(address);
  const outcome = await visit.press('send');
  return { outcome, seen: visit.stack.page.requests[0] };
}

function claimsOf({ authorization }) {
  return JSON.parse(Buffer.from(authorization.split(' ')[1].split('.')[1], 'base64url'));
}

const READ_ORDERS = { audience: ORDERS, scope: 'read:orders' };

// One line for each kind of entry, and for what just misses it.
const MATRIX = [
  ['GET', '/api', CALENDAR, 'the same address'],
  ['POST', '/api', CALENDAR, 'by any method'],
  ['GET', '/api?page=2', CALENDAR, 'a query aside'],
  ['GET', '/api/', undefined, 'and no other address'],
  ['GET', '/api/notes/1/2', CALENDAR, 'all that begins alike'],
  ['GET', '/api/notes', undefined, 'but not less'],
  ['GET', '/api/products/7', CALENDAR, 'allowAnonymous, signed in'],
  ['GET', '/api/accounts/7', READ_ORDERS, 'tokenOptions, and the first entry that fits decides'],
  ['POST', '/api/orders', READ_ORDERS, 'the method that is named'],
  ['GET', '/api/orders', undefined, 'and no other method'],
  ['GET', '/api/reports/2026', CALENDAR, 'uriMatcher'],
  ['GET', '/api/reports/public', undefined, 'uriMatcher says no'],
  ['POST', '/api/reports/2026', undefined, 'uriMatcher and a method'],
  ['GET', '/api/unlisted', undefined, 'nothing fits'],
];

test('S4-E9 S4-E10 S4-P2 the list decides which request carries which token', async ({ visit }) => {
  await visit.open();
  await visit.signIn();
  for (const [method, address, expected, why] of MATRIX) {
    const { outcome, seen } = await request(visit, method, address);
    expect(outcome, `${method} ${address}: ${why}`).toHaveProperty('answer');
    expect(seen, why).toMatchObject({ method, url: address });
    if (!expected) {
      expect(seen.authorization, `${method} ${address}: ${why}`).toBeNull();
      continue;
    }
    const { audience, scope } = typeof expected === 'string' ? { audience: expected } : expected;
    const { aud, scope: granted } = claimsOf(seen);
    expect([aud].flat(), `${method} ${address}: ${why}`).toContain(audience);
    if (scope) expect(granted.split(' ')).toContain(scope);
  }
});

test('S4-E9 an absolute address is one of another origin', async ({ visit, stack }) => {
  await visit.open();
  await visit.signIn();
  await visit.go('Requests');
  expect(await visit.press('send-absolute')).toHaveProperty('answer.events');
  expect(stack.page.requests).toEqual([]);
});

test('S4-E8 S4-P2 without the interceptor no request carries a token', async ({ visit, stack }) => {
  stack.change({ useDpop: false, interceptor: false });
  await visit.open();
  await visit.signIn();
  const { seen } = await request(visit, 'GET', '/api');
  expect(seen.authorization).toBeNull();
});

test('S4-P3 S4-E11 without a token a listed request is not sent, and error$ says why', async ({ visit, stack }) => {
  await visit.open();
  const { outcome } = await request(visit, 'GET', '/api/notes/1');
  expect(outcome).toEqual({ failure: 'missing_refresh_token' });
  expect(stack.page.requests).toEqual([]);
  await expect(visit.text('failure')).toContainText('GenericError: missing_refresh_token');
});

/** The tenant answers a hidden frame with this error. */
async function answerFrames(page, tenant, error) {
  await page.unrouteAll();
  await page.route(`${tenant.url}/authorize?*`, (route) => {
    const state = new URL(route.request().url()).searchParams.get('state');
    const message = JSON.stringify({ type: 'authorization_response', response: { error, state } });
    return route.fulfill({ contentType: 'text/html', body: `<script>parent.postMessage(${message}, '*')</script>` });
  });
}

test('S4-P4 with allowAnonymous it is sent bare, whatever keeps the token away', async ({ visit, stack, page }) => {
  const byFrame = { useDpop: false, useRefreshTokens: false, useMrrt: false };
  for (const [changes, code] of [
    [{ useDpop: false }, 'missing_refresh_token'],
    [byFrame, 'login_required'],
    [byFrame, 'consent_required'],
    [byFrame, 'interaction_required'],
  ]) {
    stack.change(changes);
    if (changes === byFrame) await answerFrames(page, stack.tenant, code);
    await visit.open('/requests');
    expect((await request(visit, 'GET', '/api/notes/1')).outcome).toEqual({ failure: code });
    const { outcome, seen } = await request(visit, 'GET', '/api/products/7');
    expect(outcome).toEqual({ answer: { method: 'GET', url: '/api/products/7', scheme: null } });
    expect(seen.authorization).toBeNull();
  }
});

test('S4-P4 a token that only the cache may give, and does not, is none', async ({ visit }) => {
  await visit.open('/requests');
  const { outcome, seen } = await request(visit, 'GET', '/api/drafts/1');
  expect(outcome).toEqual({ answer: { method: 'GET', url: '/api/drafts/1', scheme: null } });
  expect(seen.authorization).toBeNull();
  expect(visit.seen('/oauth/token')).toEqual([]);
});

test('S4-P11 a request at start-up waits until the login is finished', async ({ visit, stack, page }) => {
  await visit.open('/requests');
  await visit.signIn();
  // The page is loaded anew, and the request is made while the SDK restores the session.
  await page.goto(`${visit.url}/requests`);
  expect(await visit.press('send')).toEqual({ answer: { method: 'GET', url: '/api', scheme: 'Bearer' } });
  expect(stack.page.requests.at(-1).authorization).toMatch(/^Bearer /);
});

test('S4-E12 login_required in error$ leads to the login, where the page wants that', async ({
  visit,
  stack,
  page,
}) => {
  stack.change({ useDpop: false, useRefreshTokens: false, useMrrt: false });
  await visit.open('/requests?sign-in-again');
  await visit.text('send').click();
  await page.waitForURL((url) => url.origin === stack.tenant.url);
  await expect(page.getByRole('button', { name: /Ada Lovelace/ })).toBeVisible();
});
