// What time it is for the tenant. oidc-provider runs on the machine's clock; the times it gives are moved by
// `shift` on their way out.

/** Seconds between the machine's clock and the tenant's: moved on purpose, or wrong by a switch. */
export function shift({ clock, switches }) {
  return clock.ahead + switches.value('clock_skew');
}

export function now(tenant) {
  return Math.floor(Date.now() / 1000) + shift(tenant);
}
