// Whether types can stand for each other, asked of the compiler: one line of TypeScript for each comparison.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE, ROOT } from './package.mjs';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
// Below the root, so that the peer's typings are found, and with the package installed as a copy.
const PROJECT = join(ROOT, 'target/package-tests/assignable');

const HEAD = `
import type * as peer from '@auth0/auth0-spa-js';
import type * as ours from 'auth0-spa-wasm';

type IsAny<T> = 0 extends 1 & T ? true : false;
type To<A, B> = [A] extends [B] ? true : false;
/** Whether ours can be used as the peer's, and the peer's as ours; what is \`any\` proves nothing. */
type Both<Ours, Peers> = true extends IsAny<Ours> | IsAny<Peers>
  ? IsAny<Ours> extends IsAny<Peers> ? [true, true] : [IsAny<Ours>, IsAny<Peers>]
  : [To<Ours, Peers>, To<Peers, Ours>];
/** Methods as functions, whose parameters are compared strictly. */
type Strict<T> = T extends (...given: infer A) => infer R ? (...given: A) => R : T;
type Statics<T> = Omit<T, 'prototype'>;
type Made<T> = T extends abstract new (...given: any) => infer I ? I : never;
type Given<T> = T extends abstract new (...given: infer A) => any ? A : never;
interface Answer extends peer.CustomFetchMinimalOutput { body: string }
`;

/** `{ name, type }` of each comparison that both typings allow; \`type\` has the two answers. */
export function comparisons(peer, ours) {
  const shared = [...peer].filter(([name]) => ours.has(name));
  return shared.flatMap(([name, theirs]) => {
    const own = ours.get(name);
    if (theirs.kind === 'class') return compareClasses(name, theirs, own);
    const [a, b] = ['ours', 'peer'].map((side) => `${side}.${name}`);
    if (theirs.kind === 'value') return [{ name, type: `Both<Strict<typeof ${a}>, Strict<typeof ${b}>>` }];
    const given = argumentsFor(theirs.parameters);
    return [{ name, type: `Both<${a}${given}, ${b}${given}>` }];
  });
}

const argumentsFor = (parameters) =>
  parameters.length === 0 ? '' : `<${parameters.map((constraint) => (constraint ? 'Answer' : '1')).join(', ')}>`;

// Private members make classes nominal, so members are compared one by one.
function compareClasses(name, theirs, own) {
  const given = argumentsFor(theirs.parameters);
  const [a, b] = ['ours', 'peer'].map((side) => `${side}.${name}`);
  const common = theirs.members.filter((member) => own.members.includes(member));
  const members = common.map((member) => ({
    name: `${name}.${member}`,
    type: `Both<Strict<${a}${given}['${member}']>, Strict<${b}${given}['${member}']>>`,
  }));
  // A class that the peer exports as a type only may be an interface.
  if (own.kind !== 'class') return members;
  return [
    { name: `new ${name}`, type: `Both<Given<typeof ${a}>, Given<typeof ${b}>>` },
    { name: `typeof ${name}`, type: `Both<Statics<typeof ${a}>, Statics<typeof ${b}>>` },
    ...members,
  ];
}

/** Compiles the comparisons; says which ones are not as the list, or without it `[true, true]`, has them. */
export async function judge(all, listed) {
  const unknown = Object.keys(listed).filter((name) => !all.some((one) => one.name === name));
  const expected = ({ name }) => JSON.stringify(listed[name] ?? [true, true]);
  const lines = all.map((one, index) => `export const c${index}: ${one.type} = ${expected(one)};`);
  const output = await compile([HEAD.trim(), ...lines].join('\n'));
  const offset = HEAD.trim().split('\n').length + 1;
  const wrong = [...output.matchAll(/^compared\.ts\((\d+),\d+\): error (.*)$/gm)].map(([, line, message]) => {
    const one = all[Number(line) - offset];
    return one ? `${one.name}: not ${expected(one)} (${message})` : `line ${line}: ${message}`;
  });
  if (output !== '' && wrong.length === 0) wrong.push(output);
  return [...wrong, ...unknown.map((name) => `${name}: there is no such comparison`)];
}

async function compile(text) {
  rmSync(PROJECT, { recursive: true, force: true });
  mkdirSync(join(PROJECT, 'node_modules'), { recursive: true });
  cpSync(PACKAGE, join(PROJECT, 'node_modules/auth0-spa-wasm'), { recursive: true });
  writeFileSync(join(PROJECT, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(PROJECT, 'compared.ts'), text);
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    // The peer's own typings import what is not installed with them.
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(join(PROJECT, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['compared.ts'] }));
  const { stdout } = await run(process.execPath, [tsc, '-p', 'tsconfig.json'], { cwd: PROJECT }).catch(
    (error) => error,
  );
  return stdout.trim();
}
