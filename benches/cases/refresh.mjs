import { rowOf } from '../statistics.mjs';

export const refresh = {
  name: 'refresh',
  title: 'Refresh round trip, one tab',
  async run(world, { rounds = 25 }) {
    const visit = await world.visit();
    try {
      const samples = await visit.measure('refresh', { rounds });
      return [rowOf({ name: 'refresh, localstorage, one tab', unit: 'ms', samples })];
    } finally {
      await visit.close();
    }
  },
};
