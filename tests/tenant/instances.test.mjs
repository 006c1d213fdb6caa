import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { startTenant } from '../../www-example/tenant/index.mjs';
import { ORIGIN, Visitor } from './support/visitor.mjs';

const MAIN = new URL('../../www-example/tenant/main.mjs', import.meta.url).pathname;

async function two(run) {
  const tenants = await Promise.all([
    startTenant({ port: 0, origins: [ORIGIN] }),
    startTenant({ port: 0, origins: [] }),
  ]);
  try {
    await run(...tenants);
  } finally {
    await Promise.all(tenants.map((tenant) => tenant.close()));
  }
}

/** Starts the command, gives what it printed once `enough` holds or it ended, and stops it. */
async function command(args, env, enough) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
  let output = '';
  const done = new Promise((resolve) => {
    const read = (chunk) => {
      output += chunk;
      if (enough(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', resolve);
  });
  const exit = once(child, 'exit');
  await done;
  if (child.exitCode === null) child.kill('SIGINT');
  const [code] = await exit;
  return { output, code };
}

test('two tenants in one process share nothing', () =>
  two(async (one, other) => {
    assert.notEqual(one.issuer, other.issuer);
    const visitor = new Visitor(one);
    const done = await visitor.signIn('ada');
    await other.switches.set({ rate_limit: 'all' });
    assert.equal(one.switches.get().rate_limit, 'off');
    other.reset();
    assert.equal((await new Visitor(other).redeem(done)).status, 403, 'a code of the one is unknown to the other');
    assert.equal((await visitor.redeem(done)).status, 200);
    assert.ok(one.log.entries().length > 1 && other.log.entries().length === 1);
    const kids = async ({ url }) =>
      (await (await fetch(`${url}/.well-known/jwks.json`)).json()).keys.map(({ kid }) => kid);
    const mine = await kids(one);
    assert.ok((await kids(other)).every((kid) => !mine.includes(kid)));
  }));

test('a session cookie of one tenant says nothing to another', () =>
  two(async (one, other) => {
    const visitor = new Visitor(one);
    await visitor.signIn('ada');
    other.allowOrigin(ORIGIN);
    visitor.tenant = other;
    assert.equal((await visitor.authorize({ prompt: 'none' })).answer.error, 'login_required');
  }));

test('a busy port is refused with a way out', () =>
  two(async (one) => {
    await assert.rejects(startTenant({ port: one.port }), new RegExp(`port ${one.port} is busy; .*TENANT_PORT`));
  }));

test('close ends the tenant although a request is held', () =>
  two(async (one) => {
    await one.switches.set({ authorize_hang: 'all' });
    const held = fetch(one.url + new Visitor(one).request().path).then(
      () => 'answered',
      () => 'cut off',
    );
    while (one.log.entries().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await one.close();
    assert.equal(await held, 'cut off');
  }));

test('the command prints where it is and who may sign in, and nothing else', async () => {
  const { output, code } = await command(['--port', '0'], {}, (text) => text.includes('Ctrl-C'));
  assert.match(output, /tenant +http:\/\/localhost:\d+/);
  assert.match(output, /control +http:\/\/localhost:\d+\/control/);
  assert.match(output, /ada@example\.com, grace@example\.com, alan@example\.com +password correct-horse/);
  assert.ok(!/WARNING|NOTICE/.test(output), output);
  assert.equal(code, 0);
});

test('the command explains a port that is none, and one that is busy', () =>
  two(async (one) => {
    const wrong = await command([], { TENANT_PORT: 'x' }, () => false);
    assert.match(wrong.output, /"x" is not a port; give a number/);
    const busy = await command(['--port', String(one.port)], {}, () => false);
    assert.match(busy.output, /is busy/);
    assert.deepEqual([wrong.code, busy.code], [1, 1]);
  }));
