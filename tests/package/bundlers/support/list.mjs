// The projects, and the ways in which each is built or served. None has a setting for our package.

const bin = (name) => `node_modules/.bin/${name}`;
const NPM_INSTALL = ['npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
const CLASSIC = (name) => `<script defer src="/${name}"></script>`;
const MODULE = (name) => `<script type="module" src="/${name}"></script>`;

/** A build, and how to open what it leaves in a folder. A command may ask for the packed package. */
const built = (title, command, folder, more = {}) => ({ title, build: command, folder, ...more });
/** The entry with a separate file, where a bundler is said to know what to do with it: `loads` is the page. */
const loads = (command, folder, more = {}) =>
  built(`the url entry in ${folder}`, command, folder, { loads: '/', ...more });
/** A bundler's own server. */
const served = (title, command, more = {}) => ({ title, serve: command, ...more });

/** Where there is one file, the whole wasm is in it. */
const INLINED = { whole: 'inlined' };

const WORKER = /^http.*auth0-spa-wasm\.worker/;

const viteServer = (port, ...root) => [
  bin('vite'),
  ...root,
  '--host',
  '127.0.0.1',
  '--port',
  `${port}`,
  '--strictPort',
];

const vite = (version, more = []) => ({
  name: `vite-${version}`,
  ways: [
    served('development', viteServer),
    built('production', [bin('vite'), 'build'], 'dist'),
    // A line of the README: the address of the worker's script, for strict policies.
    served('workerUrl in development', (port) => viteServer(port, 'hosted'), { worker: WORKER }),
    built('workerUrl in production', [bin('vite'), 'build', 'hosted'], 'hosted/dist', { worker: WORKER }),
    ...more,
  ],
});

/** Scripts load what they want, and an element of the page only what has the nonce. */
const STRICT =
  "script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'; worker-src blob:; require-trusted-types-for 'script'";

const webpackLike = (name, command) => {
  const tag = CLASSIC('main.js');
  const output = (folder, mode) => [...command, '--mode', mode, '--output-path', folder];
  return {
    name,
    ways: [
      ...['development', 'production'].map((mode) => built(mode, output(mode, mode), mode, { tag })),
      // These two load chunks by script elements of their own.
      built('strict policy', [...output('strict/assets', 'production'), '--config', 'strict.config.js'], 'strict', {
        tag: CLASSIC('assets/main.js').replace('<script', '<script nonce="n1"'),
        policy: STRICT,
      }),
      loads([...output('url-production', 'production'), '--entry', './url/index.js'], 'url-production', { tag }),
    ],
  };
};

/** `one`: all in one file, which is a setting, and the only way to a classic script. */
const rollup = (title, format, tag, one) =>
  built(
    title,
    [
      ...[bin('rollup'), 'src/index.js', '-p', 'node-resolve', '-f', format, '--name', 'app', '-d', title],
      ...(one ? ['--inlineDynamicImports'] : []),
    ],
    title,
    { tag: tag('index.js'), ...(one ? INLINED : {}) },
  );

const esbuild = (title, format, tag, ...more) =>
  built(
    title,
    [bin('esbuild'), 'src/index.js', '--bundle', `--format=${format}`, `--outdir=${title}`, ...more],
    title,
    {
      tag: tag('index.js'),
      ...(more.includes('--splitting') ? {} : INLINED),
    },
  );

const angular = (kind) => [
  served(`${kind}, development`, (port) => [bin('ng'), 'serve', kind, '--host', '127.0.0.1', '--port', `${port}`]),
  built(`${kind}, production`, [bin('ng'), 'build', kind], `dist/${kind}/browser`),
];

// The page is rendered on a server first, where a client answers that nobody is there.
const shows = ['#server', 'undefined false undefined'];

const next = (kind) => [
  served(`${kind}, development`, (port) => [bin('next'), 'dev', `--${kind}`, '-H', '127.0.0.1', '-p', `${port}`], {
    env: { DIST_DIR: `${kind}-dev` },
    shows,
  }),
  built(`${kind}, static export`, [bin('next'), 'build', `--${kind}`], kind, { env: { DIST_DIR: kind }, shows }),
  // Another page of the same build.
  loads(undefined, kind, { loads: '/url.html' }),
];

export const projects = [
  vite(6),
  vite(7),
  vite(8, [
    served('the url entry in development', (port) => viteServer(port, 'url'), { loads: '/' }),
    loads([bin('vite'), 'build', 'url'], 'url/dist'),
  ]),
  webpackLike('webpack', [bin('webpack')]),
  webpackLike('rspack', [bin('rspack'), 'build']),
  {
    name: 'rollup',
    ways: [rollup('es', 'es', MODULE), rollup('es-one', 'es', MODULE, true), rollup('iife', 'iife', CLASSIC, true)],
  },
  {
    name: 'parcel',
    ways: [
      served('development', (port) => [
        bin('parcel'),
        'serve',
        'index.html',
        '--port',
        `${port}`,
        '--dist-dir',
        'served',
      ]),
      built('production', [bin('parcel'), 'build', 'index.html'], 'dist'),
    ],
  },
  {
    name: 'esbuild',
    ways: [
      esbuild('esm-development', 'esm', MODULE),
      esbuild('esm-production', 'esm', MODULE, '--minify'),
      esbuild('esm-split', 'esm', MODULE, '--minify', '--splitting'),
      esbuild('iife-development', 'iife', CLASSIC),
      esbuild('iife-production', 'iife', CLASSIC, '--minify'),
    ],
  },
  {
    name: 'script',
    // Nothing is built: npm installs the package, and the page names the file.
    ways: [built('a module script', (tarball) => [...NPM_INSTALL, tarball], '.')],
  },
  { name: 'angular', framework: true, ways: ['zoneless', 'zone'].flatMap(angular) },
  { name: 'next', framework: true, ways: ['turbopack', 'webpack'].flatMap(next) },
];
