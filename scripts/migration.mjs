// Writes the lists of MIGRATION.md from the lists that the tests hold.
//
//   node scripts/migration.mjs           rewrites MIGRATION.md
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path) => JSON.parse(readFileSync(at(path), 'utf8'));
const PAGE = at('MIGRATION.md');

/** The page with its lists as they should be. */
export function migrationPage(page = readFileSync(PAGE, 'utf8')) {
  const { differ, additions, never } = read('tests/package/types/differences.json');
  const lists = {
    behaviour: behaviour(read('tests/differential/differences.json')),
    types: [
      rows('Type', Object.entries(differ)),
      rows('Only here', Object.entries(additions)),
      rows('Only in the peer', Object.entries(never)),
    ].join('\n\n'),
  };
  return Object.entries(lists).reduce(fill, page);
}

function fill(page, [name, text]) {
  const block = new RegExp(`(<!-- ${name}[^>]*-->\\n)[\\s\\S]*?(\\n<!-- /${name} -->)`);
  if (!block.test(page)) throw new Error(`MIGRATION.md has no place for the list “${name}”`);
  return page.replace(block, (_, start, end) => `${start}\n${text}\n${end}`);
}

function behaviour(entries) {
  const groups = [...new Set(entries.map(({ group }) => group))];
  const table = (group) => entries.filter((entry) => entry.group === group).map(line);
  return groups.map((group) => [`### ${group}`, '', HEAD, RULE, ...table(group)].join('\n')).join('\n\n');
}

const HEAD = '| | `@auth0/auth0-spa-js` | Here | Why |';
const RULE = '| --- | --- | --- | --- |';
const cell = (text) => text.replaceAll('|', '\\|');
const line = ({ title, peer, ours, why }) => `| ${[title, peer, ours, why].map(cell).join(' | ')} |`;

function rows(head, entries) {
  const body = entries.map(([name, reason]) => `| \`${name}\` | ${cell(reason.why ?? reason)} |`);
  return [`| ${head} | |`, '| --- | --- |', ...body].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, migrationPage());
