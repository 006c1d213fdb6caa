// What page and worker say to each other. After the start every message is a text of the core's,
// answered with a text on the port that came with it; neither side of the line reads it.

/** The first message to the worker. */
export interface Start {
  /**
   * Says nothing to our worker. That of `@auth0/auth0-spa-js`, left at `workerUrl` by an application
   * that changed over, answers it on the port and no other message: so it is noticed at once.
   */
  type: 'clear';
  /** Compiled by the page: the worker downloads and compiles nothing. */
  module: WebAssembly.Module;
  /** The build that the page is of; a hosted worker may have been left behind by an update. */
  build: string;
}

/** What the worker says unasked. After a failure it is of no use any more. */
export type Notice = 'ready' | { failure: string };
