// Medians and quartiles: one sample in which the machine did something else does not move them.

/** `{ median, low, high }`; low and high are the quartiles. */
export function summarise(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part) => quantile(sorted, part);
  return { median: at(0.5), low: at(0.25), high: at(0.75), count: sorted.length };
}

function quantile(sorted, part) {
  const position = (sorted.length - 1) * part;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/**
 * A row from the samples of its contenders, `{ ours: [..], peer: [..], bare: [..] }`. The ratios are taken round by
 * round, because what slows the machine down slows the contenders of one round alike.
 */
export function rowOf({ name, unit, samples, ...more }) {
  const contenders = Object.fromEntries(Object.entries(samples).map(([who, all]) => [who, summarise(all)]));
  const against = (other) => samples[other] && compare(samples.ours, samples[other]);
  return { name, unit, contenders, toPeer: against('peer'), toBare: against('bare'), samples, ...more };
}

function compare(ours, theirs) {
  return summarise(ours.map((value, round) => value / theirs[round]));
}
