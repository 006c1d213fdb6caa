// The ratios of a run as a picture: SVG by hand, readable on light and dark pages.

const [WIDTH, LINE, TOP, FOOT] = [900, 21, 78, 44];
/** Where the names end, where the scale begins and ends, and where the numbers are. */
const [NAMES, LEFT, RIGHT, NUMBERS] = [400, 416, 800, 890];
/** What lies beyond is drawn at the edge; its number is there. */
const TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const TITLE = 'auth0-spa-wasm beside @auth0/auth0-spa-js';

const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328; }
    .title { font-size: 16px; font-weight: 600; }
    .quiet { fill: #59636e; font-size: 12px; }
    .group { font-weight: 600; }
    .grid { stroke: #d1d9e0; }
    .one { stroke: #1f2328; stroke-width: 1.5; }
    .better { fill: #1a7f37; } .worse { fill: #bc4c00; }
    .spread { stroke-width: 3; opacity: 0.35; } .better.spread { stroke: #1a7f37; } .worse.spread { stroke: #bc4c00; }
    .back { fill: #ffffff; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .quiet { fill: #9198a1; } .grid { stroke: #3d444d; } .one { stroke: #e6edf3; }
      .better { fill: #3fb950; } .worse { fill: #f0883e; } .better.spread { stroke: #3fb950; } .worse.spread { stroke: #f0883e; }
      .back { fill: #0d1117; }
    }`;

/** The picture of a run's report: one line for each ratio to the peer, on a logarithmic scale around 1. */
export function toPicture({ rows, machine }) {
  const lines = grouped(rows.filter(({ toPeer, isDetail }) => toPeer && !isDetail));
  const height = TOP + lines.length * LINE + FOOT;
  const scale = scaleFor(lines.filter(({ toPeer }) => toPeer).flatMap(({ toPeer }) => [toPeer.low, toPeer.high]));
  const bottom = height - FOOT;
  const parts = [
    `<text class="title" x="16" y="26">${TITLE}</text>`,
    `<text class="quiet" x="16" y="46">ours/peer: left of 1 is less time, fewer bytes. Dot: median; bar: quartiles. What is beyond the scale is at its edge.</text>`,
    ...scale.ticks.map((value) => tick(value, { x: scale.at(value), bottom })),
    ...lines.map((line, index) => draw(line, { y: TOP + index * LINE + LINE / 2, scale })),
    `<text class="quiet" x="16" y="${height - 16}">${escape(placeOf(machine))}</text>`,
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `  <title>${TITLE}: ratios of ${machine.started.date.slice(0, 10)}</title>`,
    `  <style>${STYLE}\n  </style>`,
    `  <rect class="back" width="100%" height="100%" rx="8" />`,
    ...parts.map((part) => `  ${part}`),
    '</svg>\n',
  ].join('\n');
}

/** The rows with a heading before those of each bench. */
function grouped(rows) {
  return rows.flatMap((row, index) => (row.bench === rows[index - 1]?.bench ? [row] : [{ heading: row.title }, row]));
}

function scaleFor(values) {
  const shown = values.filter((value) => Number.isFinite(value) && value > 0);
  const ticks = TICKS.filter((value) => value >= Math.min(0.5, ...shown) / 2 && value <= Math.max(2, ...shown) * 2);
  const [low, high] = [ticks[0], ticks.at(-1)].map(Math.log);
  const at = (value) => {
    const part = (Math.log(Math.max(value, Number.MIN_VALUE)) - low) / (high - low);
    return Math.round((LEFT + Math.min(1, Math.max(0, part)) * (RIGHT - LEFT)) * 10) / 10;
  };
  return { ticks, at };
}

function tick(value, { x, bottom }) {
  const line = `<line class="${value === 1 ? 'one' : 'grid'}" x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${bottom}" />`;
  return `${line}<text class="quiet" x="${x}" y="${TOP - 12}" text-anchor="middle">${value}</text>`;
}

function draw({ heading, name, toPeer }, { y, scale }) {
  if (heading) return `<text class="group" x="16" y="${y + 5}">${escape(heading)}</text>`;
  const { median, low, high } = toPeer;
  const kind = Number(median.toFixed(2)) <= 1 ? 'better' : 'worse';
  return [
    `<text x="${NAMES}" y="${y + 5}" text-anchor="end">${escape(name)}</text>`,
    `<line class="${kind} spread" x1="${scale.at(low)}" y1="${y}" x2="${scale.at(high)}" y2="${y}" />`,
    `<circle class="${kind}" cx="${scale.at(median)}" cy="${y}" r="5" />`,
    `<text x="${NUMBERS}" y="${y + 5}" text-anchor="end">${digits(median)}</text>`,
  ].join('');
}

const digits = (value) => (value < 0.01 ? value.toPrecision(1) : value < 10 ? value.toFixed(2) : value.toFixed(0));

const placeOf = ({ started, ended, processors, browser }) =>
  `${started.date.slice(0, 16).replace('T', ' ')} UTC, ${processors}, Chromium ${browser.split('.')[0]}; load averages ${started.load[0]} to ${ended.load[0]}`;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
