// Ours and the peer, each in the other's place.

export const SDKS = ['ours', 'peer'];

/** Makes `window.make` use the one SDK or the other, on this page and on each that follows. */
export async function use(app, sdk) {
  await app.run((name) => void localStorage.setItem('sdk', name), sdk);
}

/** Opens a page on which `window.make` asks localStorage which SDK to use. */
export async function withBoth(app) {
  await app.page.addInitScript(() => {
    window.choose = async () => {
      const ours = window.sdk;
      const peer = await import('/peer.js');
      window.make = (changes) => {
        const { Auth0Client } = localStorage.getItem('sdk') === 'peer' ? peer : ours;
        return (window.client = new Auth0Client(window.options(changes)));
      };
    };
  });
  const { ready } = app;
  app.ready = async () => {
    await ready.call(app);
    await app.run(() => window.choose());
  };
  return app.open();
}
