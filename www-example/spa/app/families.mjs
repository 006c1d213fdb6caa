import { Problem } from '../parts/problem.mjs';

/** The refresh-token families of this person at the tenant, by id: how often each was renewed, and what ended it. */
export async function readFamilies({ config, user }) {
  const address = `${config.domain}/control/families`;
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) throw new Problem('network_error', `GET ${address} did not answer`);
  const { families } = await response.json();
  const own = families.filter(({ subject, client }) => subject === user.sub && client === config.clientId);
  return new Map(own.map((family) => [family.id, family]));
}

/** What became of each family that was in use between two looks. */
export function compareFamilies(before, after) {
  return [...after.values()]
    .map((family) => ({ ...family, renewals: family.generation - (before.get(family.id)?.generation ?? 0) }))
    .filter(({ renewals, id, reuse_events: reuse }) => renewals > 0 || reuse > (before.get(id)?.reuse_events ?? 0));
}
