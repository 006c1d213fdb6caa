// What a build loads at once and what later, as the benches count it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parted } from '../../benches/parted.mjs';

const chunk = (fileName, more) => ({ fileName, isEntry: false, imports: [], dynamicImports: [], ...more });
const names = ({ first, later }) => ({ first: [...first].sort(), later: [...later].sort() });

test('what an entry imports is loaded at once, and what it imports later is loaded later', () => {
  const output = [
    chunk('entry.js', {
      isEntry: true,
      imports: ['shared.js', 'https://elsewhere/x.js'],
      dynamicImports: ['whole.js'],
    }),
    chunk('shared.js'),
    // What both import is there already.
    chunk('whole.js', { imports: ['shared.js', 'glue.js'], dynamicImports: ['rare.js'] }),
    chunk('glue.js'),
    chunk('rare.js'),
    { fileName: 'index.html', source: '' },
  ];
  assert.deepEqual(names(parted(output)), {
    first: ['entry.js', 'shared.js'],
    later: ['glue.js', 'rare.js', 'whole.js'],
  });
});

test('a file that a chunk names belongs to that chunk', () => {
  const output = [
    chunk('entry.js', {
      isEntry: true,
      viteMetadata: { importedAssets: new Set(['a.wasm']) },
      dynamicImports: ['b.js'],
    }),
    chunk('b.js', { viteMetadata: { importedAssets: new Set(['b.wasm']) } }),
    { fileName: 'a.wasm', source: '' },
    { fileName: 'b.wasm', source: '' },
  ];
  assert.deepEqual(names(parted(output)), { first: ['a.wasm', 'entry.js'], later: ['b.js', 'b.wasm'] });
});

test('no file is left out of the count', () => {
  const output = [chunk('entry.js', { isEntry: true }), { fileName: 'lost.wasm', source: '' }];
  assert.throws(() => parted(output), /No chunk of the build loads lost\.wasm/);
});
