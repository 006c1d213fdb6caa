/** An attempt that everybody shares, and that is forgotten when it fails: the next call begins another. */
export function orForget<T>(attempt: Promise<T>, forget: () => void): Promise<T> {
  attempt.catch(forget);
  return attempt;
}
