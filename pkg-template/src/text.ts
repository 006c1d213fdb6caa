/** The core reads texts only; a `URL` or a number is one to anybody else. */
export const asText = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));
