// What a page has asked for of the package.

/** A name that only the script of the whole wasm has, and that no minifier shortens. */
const WHOLE = 'fetcher_fetchWithAuth';

/** Collects the scripts that a page loads. `takeWhole()` gives those since the last call that hold the whole wasm. */
export function scriptsOf(page) {
  let responses = [];
  page.on('response', (response) => {
    if (response.headers()['content-type']?.includes('javascript')) responses.push(response);
  });
  return {
    async takeWhole() {
      const taken = responses;
      responses = [];
      const texts = await Promise.all(taken.map((response) => response.text()));
      return taken.filter((_, index) => texts[index].includes(WHOLE)).map((response) => response.url());
    },
  };
}
