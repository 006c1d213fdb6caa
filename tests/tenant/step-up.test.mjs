import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();

const MFA = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
const asked = { audience: CALENDAR, scope: 'openid', acr_values: MFA };

test('acr_values asks a signed-in person once more', async () => {
  await run.visitor.signIn('ada');
  assert.ok((await run.visitor.authorize(asked)).page);
});

test('without a page it is login_required, in Auth0’s words for a missing factor', async () => {
  await run.visitor.signIn('ada');
  const { answer } = await run.visitor.authorize({ ...asked, prompt: 'none' });
  assert.deepEqual([answer.error, answer.error_description], ['login_required', 'Multifactor authentication required']);
});

test('after it both tokens say so, and the session remembers', async () => {
  const body = await run.visitor.tokens('ada', asked);
  for (const token of [body.id_token, body.access_token]) {
    const claims = decodeJwt(token);
    assert.deepEqual([claims.acr, claims.amr], [MFA, ['mfa']]);
    assert.ok(claims.auth_time);
  }
  assert.ok((await run.visitor.authorize({ ...asked, prompt: 'none' })).answer.code);
});

test('a refresh keeps the assurance and the time of the sign-in', async () => {
  const body = await run.visitor.tokens('ada', { ...asked, scope: 'openid offline_access' });
  const before = decodeJwt(body.access_token);
  run.tenant.clock.advance(100);
  const after = decodeJwt((await run.visitor.refresh(body.refresh_token)).body.access_token);
  assert.deepEqual([after.acr, after.auth_time], [MFA, before.auth_time]);
  assert.ok(after.iat >= before.iat + 100);
});

test('max_age alone brings the time of the sign-in into the access token', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', {
    audience: CALENDAR,
    scope: 'openid',
    max_age: '60',
  });
  const claims = decodeJwt(token);
  assert.ok(claims.auth_time);
  assert.equal(claims.acr, undefined);
});

test('whoever asked for neither gets neither', async () => {
  const claims = decodeJwt((await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'openid' })).access_token);
  assert.deepEqual([claims.acr, claims.auth_time], [undefined, undefined]);
});
