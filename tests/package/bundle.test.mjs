// What the JavaScript may contain: old syntax, no loading tricks, nothing that runs at import.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { parse } from 'acorn';
import { build } from 'esbuild';
import { join } from 'node:path';
import { PACKAGE, read } from './support/package.mjs';

/** What the default entries consist of. */
const DEFAULT_FILES = ['dist/index.js', 'dist/whole.js', 'dist/index.cjs'];
/** The scripts that carry the whole wasm, or its address. */
const WHOLE_FILES = ['dist/whole.js', 'dist/index.cjs', 'dist/url.js'];

const syntaxTree = (path, ecmaVersion = 2017) =>
  parse(read(path), { ecmaVersion, sourceType: path.endsWith('.cjs') ? 'script' : 'module' });

/** Every node of a syntax tree. */
function* nodes(node) {
  if (!node || typeof node !== 'object') return;
  if (typeof node.type === 'string') yield node;
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) yield* nodes(one);
  }
}

/** Every name in a syntax tree, of variables and of properties. */
const identifiers = (tree) =>
  new Set([...nodes(tree)].filter(({ type }) => type === 'Identifier').map(({ name }) => name));

/** Whether evaluating an expression at import does nothing but make a value. */
function isInert(node) {
  if (!node) return true;
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
      return true;
    case 'ObjectExpression':
      return node.properties.every(({ value }) => isInert(value));
    case 'ArrayExpression':
      return node.elements.every(isInert);
    case 'UnaryExpression':
      return isInert(node.argument);
    case 'BinaryExpression':
      return isInert(node.left) && isInert(node.right);
    // A class of this file, named in a table.
    case 'Identifier':
      return true;
    // TypeScript's enum: a function called at once that fills an object of its own.
    case 'CallExpression':
      return node.callee.type === 'ArrowFunctionExpression';
    default:
      return false;
  }
}

/** The default entry loads one file later. That takes one expression of a later language. */
const LOADS_WHOLE = /\bimport\("\.\/whole\.js"\)/;

for (const path of DEFAULT_FILES) {
  test(`${path} is ES2017`, () => {
    const code = read(path).replace(LOADS_WHOLE, 'null');
    const sourceType = path.endsWith('.cjs') ? 'script' : 'module';
    assert.ok(parse(code, { ecmaVersion: 2017, sourceType }).body.length > 0);
  });

  test(`${path} has no import.meta, no eval, no new Function, no other import()`, () => {
    const tree = syntaxTree(path, 'latest');
    const found = [...nodes(tree)].filter(
      (node) =>
        node.type === 'MetaProperty' ||
        (node.type === 'ImportExpression' && node.source.value !== './whole.js') ||
        (node.type === 'Identifier' && (node.name === 'eval' || node.name === 'Function')),
    );
    // A check that looks for something must be able to find something.
    assert.ok([...nodes(tree)].some((node) => node.type === 'Identifier' && node.name === 'createGlue'));
    const uses = found.filter((node) => !isInstanceCheck(tree, node));
    assert.deepEqual(
      uses.map(({ type, name, start }) => `${type} ${name} at ${start}`),
      [],
    );
  });

  test(`${path} is ASCII, but for comments`, () => {
    const code = read(path);
    const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module', ranges: true });
    const texts = [...nodes(tree)].filter(({ type }) => type === 'Literal' || type === 'TemplateElement');
    assert.ok(texts.length > 100);
    for (const { start, end } of texts) assert.doesNotMatch(code.slice(start, end), /[^\n\x20-\x7e]/);
  });

  test(`${path} has no private fields`, () => {
    const found = [...nodes(syntaxTree(path, 'latest'))].filter(({ type }) => type === 'PrivateIdentifier');
    assert.equal(found.length, 0);
  });
}

/** `value instanceof Function` asks, it makes nothing. */
function isInstanceCheck(tree, identifier) {
  return [...nodes(tree)].some(
    (node) => node.type === 'BinaryExpression' && node.operator === 'instanceof' && node.right === identifier,
  );
}

test('the url entry is ES2017 but for import.meta', () => {
  assert.throws(() => syntaxTree('dist/url.js'), SyntaxError);
  const code = read('dist/url.js').replaceAll('import.meta.url', 'document.baseURI');
  assert.ok(parse(code, { ecmaVersion: 2017, sourceType: 'module' }));
  assert.equal(read('dist/url.js').split('import.meta').length, 2);
});

for (const path of ['dist/index.js', 'dist/whole.js', 'dist/url.js']) {
  test(`${path} runs nothing at import`, () => {
    const inert = new Set(['FunctionDeclaration', 'ClassDeclaration', 'ExportNamedDeclaration']);
    const active = syntaxTree(path, 'latest').body.filter((node) =>
      node.type === 'VariableDeclaration'
        ? !node.declarations.every(({ init }) => isInert(init))
        : !inert.has(node.type),
    );
    assert.deepEqual(
      active.map(({ type, start }) => `${type} at ${start}`),
      [],
    );
  });
}

test('the worker is a classic script of ES2017 in ASCII, and every script with the wasm holds it', () => {
  const hosted = read('dist/auth0-spa-wasm.worker.js').trimEnd();
  const tree = parse(hosted, { ecmaVersion: 2017, sourceType: 'script' });
  assert.doesNotMatch(hosted, /[^\n\x20-\x7e]/);
  for (const path of WHOLE_FILES) {
    const literals = [...nodes(syntaxTree(path, 'latest'))].filter(
      ({ type, value, quasis }) =>
        (type === 'Literal' && value === hosted) ||
        (type === 'TemplateLiteral' && quasis.length === 1 && quasis[0].value.cooked === hosted),
    );
    assert.equal(literals.length, 1, path);
  }
  const names = identifiers(tree);
  for (const never of ['eval', 'Function', 'importScripts', 'compile', 'instantiate']) {
    assert.ok(!names.has(never), never);
  }
});

test('the worker has the part of the glue for the keeper only, the page the part for the client', () => {
  const worker = identifiers(syntaxTree('dist/auth0-spa-wasm.worker.js', 'latest'));
  const page = identifiers(syntaxTree('dist/whole.js', 'latest'));
  const first = identifiers(syntaxTree('dist/index.js', 'latest'));
  const NAMES = ['keeper_handle', 'client_getTokenSilently', 'fetcher_fetchWithAuth'];
  const uses = (names) => NAMES.map((name) => names.has(name));
  assert.deepEqual(
    [uses(worker), uses(page), uses(first)],
    [
      [true, false, false],
      [false, true, true],
      [false, true, false],
    ],
  );
});

test('importing needs nothing but the language: no encoder, no WebAssembly, no window', () => {
  const context = createContext({ module: { exports: {} } });
  runInContext('delete globalThis.WebAssembly; delete globalThis.console;', context);
  runInContext(`const { exports } = module; ${read('dist/index.cjs')}`, context);
  assert.equal(runInContext('typeof module.exports.Auth0Client', context), 'function');
});

test('a bundle that needs one class holds one class', async () => {
  const result = await build({
    stdin: { contents: `export { GenericError } from './dist/index.js';`, resolveDir: PACKAGE },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    absWorkingDir: join(PACKAGE),
  });
  const { length } = result.outputFiles[0].contents;
  assert.ok(length < 1000, `${length} bytes`);
});
