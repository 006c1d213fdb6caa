import { rowOf } from '../statistics.mjs';

/** Bare is `crypto.subtle.sign` of the bytes that a proof signs. */
export const proof = {
  name: 'proof',
  title: 'DPoP proofs',
  async run(world, { rounds = 40 }) {
    const visit = await world.visit();
    try {
      const { first, samples } = await visit.measure('proof', { rounds, batch: 25 });
      return [
        rowOf({ name: 'generateDpopProof; bare: crypto.subtle.sign', unit: 'us', samples, target: { toBare: 1.3 } }),
        rowOf({ name: 'generateDpopProof, the first 100', unit: 'us', samples: first, isDetail: true }),
      ];
    } finally {
      await visit.close();
    }
  },
};
