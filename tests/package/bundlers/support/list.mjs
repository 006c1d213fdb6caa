// The projects, and the ways in which each is built or served. None has a setting for our package.

const bin = (name) => `node_modules/.bin/${name}`;
const NPM_INSTALL = ['npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
const CLASSIC = (name) => `<script defer src="/${name}"></script>`;
const MODULE = (name) => `<script type="module" src="/${name}"></script>`;

/** A build, and how to open what it leaves in a folder. A command may ask for the packed package. */
const built = (title, command, folder, more = {}) => ({ title, build: command, folder, ...more });
/** A bundler's own server. */
const served = (title, command, more = {}) => ({ title, serve: command, ...more });

const vite = (version) => ({
  name: `vite-${version}`,
  ways: [
    served('development', (port) => [bin('vite'), '--host', '127.0.0.1', '--port', `${port}`, '--strictPort']),
    built('production', [bin('vite'), 'build'], 'dist'),
  ],
});

const webpackLike = (name, command) => ({
  name,
  ways: ['development', 'production'].map((mode) =>
    built(mode, [...command, '--mode', mode, '--output-path', mode], mode, { tag: CLASSIC('main.js') }),
  ),
});

const rollup = (format, tag) =>
  built(
    format,
    [bin('rollup'), 'src/index.js', '-p', 'node-resolve', '-f', format, '--name', 'app', '-o', `${format}/index.js`],
    format,
    { tag: tag('index.js') },
  );

const esbuild = (format, tag, ...minify) => {
  const folder = [format, ...minify].join('');
  return built(
    `${format}, ${minify.length > 0 ? 'production' : 'development'}`,
    [bin('esbuild'), 'src/index.js', '--bundle', `--format=${format}`, `--outfile=${folder}/index.js`, ...minify],
    folder,
    { tag: tag('index.js') },
  );
};

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
];

export const projects = [
  ...[6, 7, 8].map(vite),
  webpackLike('webpack', [bin('webpack')]),
  webpackLike('rspack', [bin('rspack'), 'build']),
  { name: 'rollup', ways: [rollup('es', MODULE), rollup('iife', CLASSIC)] },
  {
    name: 'parcel',
    ways: [
      served('development', (port) => [bin('parcel'), 'serve', 'index.html', '--port', `${port}`]),
      built('production', [bin('parcel'), 'build', 'index.html'], 'dist'),
    ],
  },
  {
    name: 'esbuild',
    ways: [
      esbuild('esm', MODULE),
      esbuild('esm', MODULE, '--minify'),
      esbuild('iife', CLASSIC),
      esbuild('iife', CLASSIC, '--minify'),
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
