/** The entries of a storage whose keys begin with `prefix`, JSON read. */
export function dump(storage, prefix = '') {
  const keys = Object.keys(storage).filter((key) => key.startsWith(prefix));
  return Object.fromEntries(keys.map((key) => [key, read(storage.getItem(key))]));
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Every place where a page can keep something, as one text. */
export async function everythingStored() {
  const places = {
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
    databases: await databases(),
    caches: await caches.keys(),
    history: [history.state, window.name],
  };
  return JSON.stringify(places);
}

async function databases() {
  const found = await indexedDB.databases();
  return Promise.all(found.map(async ({ name }) => [name, await contents(await opened(name))]));
}

function opened(name) {
  return settled(indexedDB.open(name));
}

async function contents(database) {
  const names = [...database.objectStoreNames];
  if (names.length === 0) return [];
  const transaction = database.transaction(names);
  const stores = names.map((name) => settled(transaction.objectStore(name).getAll()));
  return Promise.all(stores);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
