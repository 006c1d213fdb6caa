// One log entry per request of the APIs, with secrets shortened.

import { shortenHeader } from '../tenant/log/shorten.mjs';

const HEADERS = ['origin', 'content-type', 'authorization', 'dpop'];

export function record(api, request, pathname, { status, note }) {
  const seen = HEADERS.filter((name) => request.headers[name]);
  api.log.add({
    time: new Date().toISOString(),
    method: request.method,
    path: pathname,
    headers: Object.fromEntries(seen.map((name) => [name, shortenHeader(name, request.headers[name])])),
    status,
    note,
  });
}
