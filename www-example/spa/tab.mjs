// One of the two tabs of the demo: a page with a client of its own, which renews when it is told to.
import { loadPackage, readConfig } from './app/config.mjs';
import { makeClient } from './app/session.mjs';
import { readSettings } from './app/settings.mjs';
import { h } from './parts/dom.mjs';
import { shorten } from './parts/shorten.mjs';

const query = new URLSearchParams(location.search);
const name = query.get('name') ?? 'A tab';
const channel = new BroadcastChannel(query.get('channel') ?? 'demo');
const state = document.getElementById('state');

document.getElementById('name').textContent = name;
document.title = name;
start().catch(report);

async function start() {
  const config = await readConfig();
  const client = makeClient(await loadPackage(), config, readSettings());
  await client.checkSession();
  state.textContent = (await client.isAuthenticated()) ? 'Signed in' : 'Nobody is signed in';
  channel.addEventListener('message', ({ data }) => data.type === 'renew' && renew(client).catch(report));
  channel.postMessage({ type: 'ready', name });
}

async function renew(client) {
  state.textContent = 'Renewing';
  const started = performance.now();
  const token = shorten(await client.getTokenSilently({ cacheMode: 'off' }));
  const took = Math.max(1, Math.round(performance.now() - started));
  state.textContent = `New access token in ${took} ms`;
  document.getElementById('tokens').prepend(h('li', {}, h('code', {}, token)));
  channel.postMessage({ type: 'renewed', name, token, took });
}

function report(error) {
  state.textContent = `That did not work: ${error.message}`;
  channel.postMessage({ type: 'failed', name, code: error.error, message: error.message });
}
