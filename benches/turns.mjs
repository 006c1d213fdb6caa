/**
 * Takes samples of contenders in turns, as `page/alternate.mjs` does in a page: whoever comes first in one round comes
 * later in the next, and the first `warm` rounds are not kept. A contender gives its own number.
 */
export async function takeTurns(contenders, { rounds, warm = 0 }) {
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warm; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const who = names[(turn + round + warm) % names.length];
      const sample = await contenders[who]();
      if (round >= 0) samples[who].push(sample);
    }
  }
  return samples;
}
