/// <reference lib="es2018.asynciterable" />
import { GenericError } from './errors/generic.js';
import type {
  ConnectedAccount,
  ConnectedAccountConnection,
  ConnectedAccountConnectionsPage,
  ConnectedAccountsPage,
  ListConnectedAccountConnectionsOptions,
  ListConnectedAccountsOptions,
} from './types.js';

/** Whoever gives the lists of connected accounts a page at a time. */
interface Lists {
  listConnectedAccounts(options: ListConnectedAccountsOptions): Promise<ConnectedAccountsPage>;
  listConnectedAccountConnections(
    options: ListConnectedAccountConnectionsOptions,
  ): Promise<ConnectedAccountConnectionsPage>;
}

/** A part of a list, and where the next one begins. */
interface Page<T> {
  items: T[];
  next?: string;
}

/** All connected accounts. Whoever overrides the method that gives a page decides here, too. */
export function everyAccount(
  lists: Lists,
  options: ListConnectedAccountsOptions = {},
): AsyncIterableIterator<ConnectedAccount> {
  return everyItem(async (from) => {
    const { accounts, next } = await lists.listConnectedAccounts(Object.assign({}, options, { from }));
    return { items: accounts, next };
  }, options.from);
}

/** All connections that an account can be connected of, likewise. */
export function everyConnection(
  lists: Lists,
  options: ListConnectedAccountConnectionsOptions = {},
): AsyncIterableIterator<ConnectedAccountConnection> {
  return everyItem(async (from) => {
    const { connections, next } = await lists.listConnectedAccountConnections(Object.assign({}, options, { from }));
    return { items: connections, next };
  }, options.from);
}

/**
 * Everything in a list. A page is read when the one before is used up, and what is asked for while
 * one is being read waits for it, as with a generator.
 */
function everyItem<T>(
  readPage: (from: string | undefined) => Promise<Page<T>>,
  from: string | undefined,
): AsyncIterableIterator<T> {
  let items: T[] = [];
  let isLast = false;
  let turn: Promise<unknown> = Promise.resolve();

  async function step(): Promise<IteratorResult<T, undefined>> {
    while (items.length === 0 && !isLast) {
      // Unless the page says otherwise: after a failure nothing more comes.
      isLast = true;
      const page = await readPage(from);
      refuseCircle(from, page.next);
      items = page.items.slice();
      from = page.next;
      isLast = from === undefined;
    }
    return items.length === 0 ? { done: true, value: undefined } : { done: false, value: items.shift() as T };
  }

  async function stop(): Promise<IteratorResult<T, undefined>> {
    items = [];
    isLast = true;
    return { done: true, value: undefined };
  }

  const inTurn = <R>(run: () => Promise<R>): Promise<R> => {
    const result = turn.then(run, run);
    turn = result;
    return result;
  };

  return {
    next: () => inTurn(step),
    return: () => inTurn(stop),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function refuseCircle(from: string | undefined, next: string | undefined): void {
  if (next !== undefined && next === from) {
    throw new GenericError(
      'invalid_response',
      'The tenant named a page of the list as the one that follows itself. Read the list again later.',
    );
  }
}
