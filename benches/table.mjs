// The report for a terminal, which is also a Markdown table.

import { verdict } from './target.mjs';

const HEAD = ['', 'ours', 'peer', 'bare', 'ours/peer', 'ours/bare', 'target'];

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

function cells(row) {
  const { name, unit, contenders, toPeer, toBare, failed } = row;
  if (failed) return [name, `not measured: ${failed}`];
  const { ours, peer, bare } = contenders;
  const format = FORMATS[unit];
  const values = [ours, peer, bare].map((one) => spread(one, format));
  const goal = verdict(row, (kind) => FORMATS[kind]);
  return [name, ...values, spread(toPeer, fixed), spread(toBare, fixed), goal];
}

/** Markdown, with columns of one width. */
export function toTable(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(3, ...lines.filter(isFull).map((line) => line[column].length)));
  const draw = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = draw(widths.map((width, column) => (isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  const [head, ...body] = lines.map(draw);
  return [head, rule, ...body].join('\n');
}

// What could not be measured has one long cell, which must not widen the others.
const isFull = (line) => line.length === HEAD.length;

const isText = (column) => column === 0 || column === HEAD.length - 1;

export function printRows(rows) {
  console.log(`\n${toTable(rows)}\n`);
}

/** Where and when a run took place, in lines of Markdown. */
export function describeRun({ processors, node, browser, ours, peer, started, ended }) {
  const minutes = Math.round((new Date(ended.date) - new Date(started.date)) / 60_000);
  return [
    'Median and quartiles. “bare” is the same work without any SDK. Ratios are taken round by round.',
    `Ours: auth0-spa-wasm ${ours}; peer: @auth0/auth0-spa-js ${peer}.`,
    `${started.date.slice(0, 16).replace('T', ' ')} UTC, ${minutes} minutes; ${processors}, Node ${node}, Chromium ${browser}.`,
    `Load averages at the start ${started.load.join(', ')}, at the end ${ended.load.join(', ')}.`,
  ];
}

export function printMachine(machine) {
  console.log(describeRun(machine).join('\n'));
}
