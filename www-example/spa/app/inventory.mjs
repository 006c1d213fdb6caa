// What lies in the stores of this browser for this page, and whether a token can be read there.

const TOKEN = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|"refresh_token":\s*"[^"]+"/;

// What the demo remembers for itself: a choice, and that somebody signed out.
const OURS = 'demo.';

/** Looks into each store. Gives `{ place, entries, readable }`: how many entries, and in how many a token is in clear. */
export async function takeInventory() {
  return [
    { place: 'Local storage', ...count(textsIn('localStorage')) },
    { place: 'Session storage', ...count(textsIn('sessionStorage')) },
    { place: 'IndexedDB', ...count(await textsInDatabases()) },
    { place: 'Cookies', ...count(document.cookie.split('; ').filter(Boolean)) },
  ];
}

function count(texts) {
  return { entries: texts.length, readable: texts.filter((text) => TOKEN.test(text)).length };
}

// A browser may refuse a store altogether; then nothing lies in it.
function textsIn(name) {
  try {
    const entries = Object.entries(window[name]).filter(([key]) => !key.startsWith(OURS));
    return entries.map(([key, value]) => `${key} ${value}`);
  } catch {
    return [];
  }
}

async function textsInDatabases() {
  try {
    const known = await indexedDB.databases();
    return (await Promise.all(known.map(({ name }) => textsInDatabase(name)))).flat();
  } catch {
    return [];
  }
}

async function textsInDatabase(name) {
  const database = await settled(indexedDB.open(name));
  try {
    const names = [...database.objectStoreNames];
    if (names.length === 0) return [];
    const transaction = database.transaction(names);
    const lists = await Promise.all(names.map((store) => settled(transaction.objectStore(store).getAll())));
    return lists.flat().map(textOf);
  } finally {
    // An open connection would hold up the client when it has to change the database.
    database.close();
  }
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Bytes are looked at as text too: a token that is only packed is still a token in clear.
function textOf(value) {
  return JSON.stringify(value, (_key, part) => {
    if (part instanceof ArrayBuffer) return new TextDecoder('latin1').decode(part);
    return ArrayBuffer.isView(part) ? new TextDecoder('latin1').decode(part) : part;
  });
}
