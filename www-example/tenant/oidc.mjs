// The one door to oidc-provider. It is written for Node 22 and newer; on Node 20 it lacks `URL.parse` and
// prints a warning about the runtime at import, which says nothing about the tenant.

URL.parse ??= (text, base) => (URL.canParse(text, base) ? new URL(text, base) : null);

async function importQuietly(name) {
  const { warn } = console;
  console.warn = (text, ...rest) => {
    if (!String(text).includes('Unsupported runtime')) warn(text, ...rest);
  };
  try {
    return await import(name);
  } finally {
    console.warn = warn;
  }
}

export const { Provider, errors, interactionPolicy } = await importQuietly('oidc-provider');
