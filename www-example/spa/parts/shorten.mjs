/** A secret as it may be shown: its ends and its length, so that two can be told apart. */
export function shorten(secret) {
  if (secret.length <= 12) return `… (${secret.length})`;
  return `${secret.slice(0, 4)}…${secret.slice(-4)} (${secret.length})`;
}
