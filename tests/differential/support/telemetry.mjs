/** What the client says it is: the same for both, so that only a scenario about it sees the default. */
export const TELEMETRY = { auth0Client: { name: 'compared', version: '1.0.0', env: { a: 'b' } } };
