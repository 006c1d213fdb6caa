/**
 * Times contenders in turns. `contenders` has a function for each; `batch` calls one after the other (a number, or one
 * for each) make one sample, because the page's clock is coarse. `before(who)`, not timed, comes before each sample. The first `warm` rounds are
 * not kept. Gives the milliseconds of one call, `{ ours: [..], peer: [..] }`; a round has the same place in all lists.
 */
export async function alternate(contenders, { rounds, warm = 3, batch = 1, before = nothing }) {
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warm; round < rounds; round += 1) {
    for (const who of turned(names, round + warm)) {
      await before(who);
      const time = await timed(contenders[who], batch[who] ?? batch);
      if (round >= 0) samples[who].push(time);
    }
  }
  return samples;
}

/** How many calls of each contender take at least `time` milliseconds, at most `most`. */
export async function batchesFor(contenders, { time = 5, most = 1024 } = {}) {
  const batches = {};
  for (const [who, run] of Object.entries(contenders)) {
    let batch = 1;
    // The shortest of some: what else the machine does must not pass for slow calls.
    const took = async () => {
      let shortest = Infinity;
      for (let attempt = 0; attempt < 5; attempt += 1) shortest = Math.min(shortest, batch * (await timed(run, batch)));
      return shortest;
    };
    while (batch < most && (await took()) < time) batch *= 4;
    batches[who] = batch;
  }
  return batches;
}

// Whoever comes first in one round comes later in the next: some of a sample's garbage is collected in the next one.
const turned = (names, by) => names.map((_, index) => names[(index + by) % names.length]);

async function timed(run, batch) {
  const start = performance.now();
  for (let call = 0; call < batch; call += 1) await run();
  return (performance.now() - start) / batch;
}

function nothing() {}
