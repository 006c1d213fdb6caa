/**
 * Lets a client load all that it has. A page that signs in or refreshes has loaded it by then, and one that shows who is
 * signed in, two seconds later. To refuse an address in which the tenant says nothing takes the whole wasm. The function
 * stands alone, so that it can be sent to a page.
 */
export async function complete(client) {
  await client.handleRedirectCallback(`${location.origin}/nothing`).catch(() => {});
}
