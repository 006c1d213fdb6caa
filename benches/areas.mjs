// What each area of the product adds to what a first visit loads, and to what is loaded later: the functions written in
// its modules, and its files of the façade.
import { functionsOf } from './functions.mjs';
import { facadeFiles } from './facade.mjs';
import { named } from './named.mjs';

const OWN = 'auth0_spa_wasm';

/** By the names of modules, whichever folder they are in; and of files of the façade. */
const AREAS = [
  { name: 'MFA', modules: ['mfa', 'second_factor'], files: /\/mfa\.ts$/ },
  { name: 'passkeys', modules: ['passkey', 'passkeys'], files: /\/passkey\.ts$/ },
  {
    name: 'My Account: accounts, methods',
    modules: ['my_account', 'accounts', 'connect', 'methods'],
    files: /\/(my-account|pages|api)\.ts$/,
  },
  { name: 'anonymous sessions', modules: ['anonymous'], files: /\/anonymous\.ts$/ },
  { name: 'popups', modules: ['popup', 'answer', 'relay'], files: /\/popup\.ts$/ },
  { name: 'token exchange', modules: ['exchange'] },
  { name: 'fetcher', modules: ['fetcher', 'resource'] },
  { name: 'DPoP', modules: ['dpop', 'proof', 'pair', 'downgrade', 'thumbprint'] },
  {
    name: 'refresh tokens, worker',
    modules: ['keeper', 'refresh', 'link', 'worker', 'channel', 'message', 'revoke'],
    files: /\/worker\/|#keeper-glue|#worker/,
  },
  { name: 'encrypted store', modules: ['vault', 'cipher', 'stamp'] },
  { name: 'check of ID tokens', modules: ['verify', 'jwks', 'id_token', 'jwt'] },
  { name: 'a session from a native app', modules: ['transfer'] },
  { name: 'home realm of an address', modules: [], files: /\/federation\.ts$/ },
];
const REST = 'all else';

/**
 * The bytes before compression: `[{ name, first: { wasm, facade }, later: { wasm, facade } }]`, the largest first, what
 * all share at the end.
 */
export async function areas() {
  const sums = new Map([...AREAS.map(({ name }) => name), REST].map((name) => [name, emptyArea(name)]));
  const files = await facadeFiles();
  for (const [part, wasm] of [
    ['first', 'first'],
    ['later', 'whole'],
  ]) {
    for (const { name, size } of functionsOf(named({ part: wasm, mangled: true, optimised: true }))) {
      sums.get(areaOfFunction(name))[part].wasm += size;
    }
    for (const { path, size } of files[part]) sums.get(areaOfFile(path))[part].facade += size;
  }
  const all = ({ name, first, later }) => (name === REST ? 0 : first.wasm + first.facade + later.wasm + later.facade);
  return [...sums.values()].sort((a, b) => all(b) - all(a));
}

const emptyArea = (name) => ({ name, first: { wasm: 0, facade: 0 }, later: { wasm: 0, facade: 0 } });

function areaOfFunction(symbol) {
  const modules = modulesOf(symbol);
  const isIn = (area) => modules.some((module) => area.modules.includes(module));
  return AREAS.find(isIn)?.name ?? REST;
}

function areaOfFile(path) {
  return AREAS.find(({ files }) => files?.test(path))?.name ?? REST;
}

/**
 * The modules around a function. In a mangled name, the first path of this crate is where it is written, also for what
 * others instantiate with it: each part is its length, then its text.
 */
function modulesOf(symbol) {
  const begin = symbol.indexOf(`${OWN.length}${OWN}`);
  const modules = [];
  for (let rest = begin < 0 ? '' : symbol.slice(begin); /^\d/.test(rest);) {
    const [digits, length] = /^(\d+)_?/.exec(rest);
    modules.push(rest.slice(digits.length, digits.length + Number(length)));
    rest = rest.slice(digits.length + Number(length));
  }
  return modules.slice(1);
}
