// client.mfa hands on to the core what it is given, from the first moment of a client.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };
const METHODS = {
  getAuthenticators: 'mfaAuthenticators',
  enroll: 'mfaEnroll',
  challenge: 'mfaChallenge',
  getEnrollmentFactors: 'mfaEnrollmentFactors',
  verify: 'mfaVerify',
};

let calls;
let facade;

beforeEach(async () => {
  calls = [];
  facade = await loadFacade();
  globalThis.fakeCore = class {};
  for (const method of [...Object.values(METHODS), 'setMfaContext']) {
    globalThis.fakeCore.prototype[method] = (...given) => {
      calls.push([method, ...given]);
      return method;
    };
  }
});

test('every method reaches its own of the core', () =>
  inPage(async () => {
    const { mfa } = new facade.Auth0Client(base);
    assert.ok(mfa instanceof facade.MfaApiClient);
    for (const [method, ofCore] of Object.entries(METHODS)) {
      assert.equal(await mfa[method]('token'), ofCore);
      assert.deepEqual(calls.at(-1), [ofCore, 'token']);
    }
  }));

test('setMFAAuthDetails answers at once, and is heard before what is called after it', () =>
  inPage(async () => {
    const { mfa } = new facade.Auth0Client(base);
    assert.equal(mfa.setMFAAuthDetails('token', 'scope', 'audience', { enroll: [] }), undefined);
    await mfa.getEnrollmentFactors('token');
    assert.deepEqual(calls, [
      ['setMfaContext', 'token', 'scope', 'audience', { enroll: [] }],
      ['mfaEnrollmentFactors', 'token'],
    ]);
  }));

test('a refusal of the core has its public class', () =>
  inPage(async () => {
    const fields = { error: 'invalid_grant', error_description: 'No.' };
    globalThis.fakeCore.prototype.mfaVerify = async () => {
      throw Object.assign(new Error('No.'), { name: 'MfaVerifyError', ...fields });
    };
    const failed = new facade.Auth0Client(base).mfa.verify({});
    await assert.rejects(failed, (error) => {
      assert.ok(error instanceof facade.MfaVerifyError && error instanceof facade.MfaError);
      assert.deepEqual({ ...error }, fields);
      return true;
    });
  }));

test('on a server each says that it needs a page, and setMFAAuthDetails says nothing', async () => {
  const { mfa } = new facade.Auth0Client(base);
  for (const method of Object.keys(METHODS)) {
    await assert.rejects(mfa[method]('token'), { error: 'no_window', message: new RegExp(`${method} needs`) });
  }
  assert.equal(mfa.setMFAAuthDetails('token'), undefined);
});
