// What this project set out to reach, where a row has a target: `{ toPeer }`, `{ toBare }` or `{ ours }`, the most it may be.

const NAMES = { toPeer: ' of the peer', toBare: ' of bare', ours: '' };

/** Met, or missed by how much; nothing for a row without a target. `formatOf(unit)` formats a value of the row. */
export function verdict(row, formatOf) {
  if (!row.target) return '';
  const [[kind, most]] = Object.entries(row.target);
  const value = kind === 'ours' ? row.contenders.ours.median : row[kind].median;
  const wanted = `≤ ${kind === 'ours' ? formatOf(row.unit)(most) : most.toFixed(2)}${NAMES[kind]}`;
  // As precisely as the table says it.
  return Number(value.toFixed(2)) <= most
    ? `${wanted}: met`
    : `${wanted}: missed by ${Math.round((value / most - 1) * 100)} %`;
}
