// The report for a terminal, which is also a Markdown table.

const HEAD = ['', 'ours', 'peer', 'bare', 'ours/peer', 'ours/bare'];

const FORMATS = {
  ms: (value) => `${fixed(value)} ms`,
  us: (value) => `${fixed(value * 1000)} µs`,
  kB: (value) => `${(value / 1000).toFixed(1)} kB`,
  count: (value) => fixed(value),
  times: (value) => `${fixed(value)} ×`,
};

const fixed = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** The median and, where there is more than one sample, the quartiles around it. */
function spread(summary, format) {
  if (!summary) return '';
  const { median, low, high, count } = summary;
  const bare = (value) => format(value).replace(/ .*/, '');
  return count > 1 ? `${format(median)} (${bare(low)}–${bare(high)})` : format(median);
}

function cells({ name, unit, contenders, toPeer, toBare, failed }) {
  if (failed) return [name, `not measured: ${failed}`];
  const { ours, peer, bare } = contenders;
  const format = FORMATS[unit];
  return [name, ...[ours, peer, bare].map((one) => spread(one, format)), spread(toPeer, fixed), spread(toBare, fixed)];
}

/** Markdown, with columns of one width. */
export function toTable(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.filter(isFull).map((line) => line[column].length)));
  const draw = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = draw(widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  const [head, ...body] = lines.map(draw);
  return [head, rule, ...body].join('\n');
}

// What could not be measured has one long cell, which must not widen the others.
const isFull = (line) => line.length === HEAD.length;

export function printRows(rows) {
  console.log(`\n${toTable(rows)}\n`);
}

export function printMachine({ processors, node, browser, ours, peer, started, ended }) {
  console.log('Median and quartiles. “bare” is the same work without any SDK. Ratios are taken round by round.');
  console.log(`ours: auth0-spa-wasm ${ours}; peer: @auth0/auth0-spa-js ${peer}`);
  console.log(`${started.date}, ${processors}, Node ${node}, Chromium ${browser}`);
  console.log(`load averages at the start ${started.load.join(' ')}, at the end ${ended.load.join(' ')}`);
}
