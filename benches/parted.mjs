// Which files of a build a page loads at once, and which when it asks for them: as the bundler itself says.

/** From the output of a build by Rollup or Vite, `{ first, later }`: two sets of file names. */
export function parted(output) {
  const files = new Map(output.map((file) => [file.fileName, file]));
  const first = reached(
    output.filter(({ isEntry }) => isEntry),
    files,
    atOnce,
  );
  const later = reached(
    [...first].map((name) => files.get(name)),
    files,
    (file) => [...atOnce(file), ...(file.dynamicImports ?? [])],
  );
  for (const name of first) later.delete(name);
  const lost = output.filter(({ fileName }) => !isPage(fileName) && !first.has(fileName) && !later.has(fileName));
  if (lost.length > 0)
    throw new Error(`No chunk of the build loads ${lost.map(({ fileName }) => fileName).join(', ')}.`);
  return { first, later };
}

/** What a chunk is not run without, and the files that it names, as the wasm of `/url`. */
const atOnce = ({ imports = [], viteMetadata }) => [...imports, ...(viteMetadata?.importedAssets ?? [])];

const isPage = (name) => name.endsWith('.html');

function reached(begin, files, next) {
  const names = new Set();
  const todo = [...begin];
  while (todo.length > 0) {
    const file = todo.pop();
    if (names.has(file.fileName)) continue;
    names.add(file.fileName);
    // What is not a file of the build comes from elsewhere.
    todo.push(...next(file).flatMap((name) => files.get(name) ?? []));
  }
  return names;
}
