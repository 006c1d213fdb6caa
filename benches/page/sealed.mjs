// Entries for our encrypted store, in its own form: by its own way each would be a transaction.

const DATABASE = 'auth0-spa-wasm';
const STAMP = 'auth0-spa-wasm.entries';
const TEXT = new TextEncoder();

export async function addSealed(entries) {
  const database = await answerOf(indexedDB.open(DATABASE));
  const [key] = await answerOf(database.transaction('key').objectStore('key').getAll());
  const records = await Promise.all(entries.map((entry) => seal(entry, key)));
  const writing = database.transaction('entries', 'readwrite');
  for (const { name, sealed } of records) writing.objectStore('entries').put(sealed, name);
  await new Promise((resolve, reject) => {
    writing.oncomplete = resolve;
    writing.onabort = () => reject(writing.error);
  });
  database.close();
  // What tells a client that there is something new.
  localStorage.setItem(STAMP, crypto.randomUUID());
}

async function seal({ key: entryKey, value }, key) {
  const name = inBase64(await crypto.subtle.digest('SHA-256', TEXT.encode(entryKey)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv, additionalData: TEXT.encode(name) };
  const encrypted = await crypto.subtle.encrypt(algorithm, key, TEXT.encode(JSON.stringify([entryKey, value])));
  const sealed = new Uint8Array(iv.length + encrypted.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(encrypted), iv.length);
  return { name, sealed };
}

const inBase64 = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
