// isFederatedDomain: what is asked, what the answer means, and for how long it is believed.
import { compare } from './support/compare.mjs';

/** Asks with a `fetch` that answers these statuses, one after the other; gives what came of it and what was sent. */
const ask = async ([domain, statuses, how, ...emails]) => {
  const sent = [];
  const customFetch = async (input, init) => {
    const { url, method, headers } = new Request(input, init);
    const { origin, pathname, searchParams } = new URL(url);
    const telemetry = headers.get('auth0-client');
    const query = [...searchParams];
    sent.push({ origin, pathname, query, method, telemetry: telemetry && JSON.parse(atob(telemetry)) });
    const status = statuses[Math.min(sent.length, statuses.length) - 1];
    if (status === 0) throw new TypeError('Failed to fetch');
    return new Response('{}', { status });
  };
  const answers = [];
  for (const email of emails) answers.push(await window.sdk.isFederatedDomain(domain, email, { customFetch, ...how }));
  return { answers, sent };
};
const OWN = { telemetry: { name: 'compared', version: '1.0.0' } };

compare('isFederatedDomain', async (session) => {
  await session.app.open();
  await session.step('it is', ask, ['one.example.com', [200], OWN, 'acme.example']);
  await session.step('it is not', ask, ['two.example.com', [404], OWN, 'acme.example']);
  await session.step('asked twice', ask, ['three.example.com', [200], OWN, 'acme.example', 'ACME.example']);
  await session.step('asked twice, and is not', ask, ['four.example.com', [404], OWN, 'a.example', 'a.example']);
  await session.step('two domains', ask, ['five.example.com', [200, 404], OWN, 'a.example', 'b.example']);
  await session.step('with a scheme', ask, ['https://Six.example.com', [200], OWN, 'acme.example']);
  await session.step('no telemetry', ask, [
    'seven.example.com',
    [200],
    { telemetry: { enabled: false } },
    'acme.example',
  ]);
  await session.step('its own telemetry', ask, ['eight.example.com', [200], {}, 'acme.example']);
  for (const status of [0, 204, 400, 429, 500]) {
    await session.step(`status ${status}, then 200`, ask, [
      `status-${status}.example.com`,
      [status, 200],
      OWN,
      'acme.example',
      'acme.example',
    ]);
  }
  const ahead = (seconds) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + seconds * 1000;
  };
  for (const [name, status, seconds] of [
    ['it is, a while ago', 200, 50],
    ['it is, some time ago', 200, 61],
    ['it is not, a while ago', 404, 10],
    ['it is not, some time ago', 404, 16],
  ]) {
    const given = [`${status}-${seconds}.example.com`, [status], OWN, 'acme.example'];
    await session.app.run(ask, given);
    await session.app.run(ahead, seconds);
    await session.step(name, ask, given);
  }
  await session.step('no email domain', ask, ['nine.example.com', [200], OWN, '']);
  await session.step('telemetry without a version', ask, [
    'ten.example.com',
    [200],
    { telemetry: { name: 'x' } },
    'a.example',
  ]);
});
