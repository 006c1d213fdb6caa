/** A port that is taken, told in a way that says what to do. */
export class BusyPort extends Error {
  constructor(port, what, variable) {
    super(`Port ${port} for ${what} is in use. Stop what runs there, or choose another port with ${variable}=NUMBER.`);
    this.name = 'BusyPort';
  }
}

/** Binds a server to the loopback interface; gives the port, and `close` that also ends idle connections. */
export async function listen(server, port, { what, variable }) {
  await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(error.code === 'EADDRINUSE' ? new BusyPort(port, what, variable) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { port: server.address().port, close };
}
