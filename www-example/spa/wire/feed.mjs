const RHYTHM = 1000;
const PATIENCE = 5000;

/**
 * Follows the tenant's request log and this page's own calls to the API, as one stream in order of time.
 * `on.entries` gets new entries, `on.state` gets `live` or `lost`, `on.restart` hears that the log began anew.
 */
export function follow(domain, on) {
  const feed = { domain, on, last: 0, seen: false, own: [], calls: 0, timer: undefined, turn: Promise.resolve() };
  document.addEventListener('visibilitychange', () => watched() && look(feed));
  look(feed);
  return {
    /** Adds a call that the tenant cannot have seen. It joins the stream with what the tenant saw meanwhile. */
    saw(call) {
      feed.calls += 1;
      feed.own.push({ ...call, id: `own-${feed.calls}`, to: 'api' });
      look(feed);
    },
    /** Whether the tenant answers at this moment. */
    async answers() {
      await look(feed);
      return feed.seen;
    },
    /** Empties the log at the tenant. */
    async clear() {
      await fetch(`${domain}/control/log`, { method: 'DELETE' });
      on.restart();
    },
  };
}

const watched = () => document.visibilityState === 'visible';

// One look at a time: two at once would ask for the same entries and list them twice.
function look(feed) {
  clearTimeout(feed.timer);
  feed.turn = feed.turn.then(async () => {
    const seen = await fetchNew(feed);
    feed.seen = seen !== undefined;
    feed.on.state(seen ? 'live' : 'lost');
    deliver(feed, seen ?? []);
    clearTimeout(feed.timer);
    // A page that nobody looks at asks nothing.
    if (watched()) feed.timer = setTimeout(() => look(feed), seen ? RHYTHM : PATIENCE);
  });
  return feed.turn;
}

function deliver(feed, seen) {
  const news = [...seen, ...feed.own.splice(0)].sort((one, other) => one.time - other.time);
  if (news.length > 0) feed.on.entries(news);
}

async function fetchNew(feed) {
  try {
    const response = await fetch(`${feed.domain}/control/log?after=${feed.last}`);
    if (!response.ok) return undefined;
    const { entries, last } = await response.json();
    if (last < feed.last) return await startOver(feed);
    feed.last = last;
    return entries.map((entry) => ({ ...entry, time: Date.parse(entry.time), to: 'tenant' }));
  } catch {
    return undefined;
  }
}

// A lower number than before: the tenant was started anew, and counts from the beginning.
function startOver(feed) {
  feed.last = 0;
  feed.on.restart();
  return fetchNew(feed);
}
