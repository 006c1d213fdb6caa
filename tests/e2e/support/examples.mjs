// The code blocks of EXAMPLES.md, made to run on the page under test.
import { readFileSync } from 'node:fs';

const PAGE = new URL('../../../EXAMPLES.md', import.meta.url);

/** `{ heading, code }` of each JavaScript block, in order. */
export function exampleBlocks(text = readFileSync(PAGE, 'utf8')) {
  const blocks = [];
  let heading = '';
  for (const [, title, code] of text.matchAll(/^#{2,4} (.+)$|^```js\n([\s\S]*?)^```$/gm)) {
    if (title) heading = title;
    else blocks.push({ heading, code });
  }
  return blocks;
}

/** The one block of JSON: what the Management API is sent. */
export function exampleProfile() {
  return /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(PAGE, 'utf8'))[1];
}

/** A block as text for the page: its imports, hosts and ids become those of the test; gives what it declared. */
export function runnable(code, { tenant, api, otherApi }) {
  const body = code
    .replace(/^import (\{[^}]*\}) from 'auth0-spa-wasm';$/gm, 'const $1 = window.sdk;')
    .replaceAll('https://example.eu.auth0.com', tenant)
    .replaceAll('example.eu.auth0.com', tenant)
    .replaceAll('your client id', 'demo-spa')
    .replaceAll('https://api.example.com', api)
    .replaceAll('https://other-api.example.com', otherApi);
  const names = [...body.matchAll(/^(?:const|let) (?:(\w+)|\{ ([\w, ]+) \})/gm)].flatMap(([, one, some]) =>
    one ? [one] : some.split(', '),
  );
  const given = names.filter((name) => !/Client$|Cache$|^auth0$/.test(name));
  return `(async () => {
    const auth0 = window.client;
    return (async () => {
      ${body};
      window.client = auth0;
      return { ${given.join(', ')} };
    })();
  })()`;
}
