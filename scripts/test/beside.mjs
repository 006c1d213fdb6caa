// A tenant beside the Rust tests that run in Chromium. Their page learns from a file where it is: the test runner
// serves what lies in the project.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { listen } from '../../www-example/listen.mjs';
import { startTenant } from '../../www-example/tenant/index.mjs';
import { Visitor } from '../../tests/tenant/support/visitor.mjs';

const FILE = 'target/test/beside.json';

/** Runs `work` while a tenant is there, and somebody who signs in at it. */
export async function besideTenant(work) {
  const tenant = await startTenant({ port: 0, origins: [] });
  const person = createServer((request, response) => void answer(tenant, request, response));
  const { port, close } = await listen(person, 0, { what: 'the person who signs in' });
  try {
    mkdirSync('target/test', { recursive: true });
    writeFileSync(FILE, JSON.stringify({ tenant: tenant.url, person: `http://localhost:${port}/` }));
    return await work();
  } finally {
    rmSync(FILE, { force: true });
    await close();
    await tenant.close();
  }
}

/** Registers the page that asks, and signs in at the authorization URL that it sent: gives the way back. */
async function answer(tenant, request, response) {
  const origin = request.headers.origin ?? '';
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  let status = 200;
  let text = '';
  try {
    if (origin) tenant.allowOrigin(origin);
    const visitor = new Visitor(tenant);
    const page = await visitor.follow(await visitor.go(String(Buffer.concat(chunks))));
    const { url } = page.page ? await visitor.submit(page.page, { user: 'ada' }) : page;
    text = url.href;
  } catch (error) {
    status = 500;
    text = error.message;
  }
  response.writeHead(status, { 'content-type': 'text/plain', 'access-control-allow-origin': '*' }).end(text);
}
