import { brand } from './brand.js';
import type { Answer, Core, FirstClient, FirstCore } from './core.js';
import { GenericError } from './errors/generic.js';
import { providePopup } from './popup.js';
import { orForget } from './retry.js';
import { startsSmall } from './start.js';
import type { Auth0ClientOptions, PopupConfigOptions } from './types.js';
import { load, loadFirst } from './wasm/load.js';

/** How long after the first answer a session may wait for the whole wasm, in milliseconds. */
const SOON = 2000;

/**
 * The core behind one client and its sub-clients: loaded with the first call, and once. A first visit starts with the
 * small wasm. That answers from what is stored, and answers `null` where it takes the whole one.
 */
export class Runtime {
  private first: FirstClient | undefined;
  private starting: Promise<FirstCore | undefined> | undefined;
  private core: Core | undefined;
  private completing: Promise<Core> | undefined;
  private isCompletingSoon = false;

  constructor(private readonly options: Auth0ClientOptions) {}

  /** Asks what means nothing without a page: a server answers at once. */
  orOnServer<T>(answer: T, ask: (core: FirstCore) => Answer<T>): Promise<T> {
    return hasPage() ? this.ask(ask) : Promise.resolve(answer);
  }

  /** Asks what needs a page, and may be known without the whole wasm. */
  inFirst<T>(method: string, ask: (core: FirstCore) => Answer<T>): Promise<T> {
    return hasPage() ? this.ask(ask) : Promise.reject(noPage(method));
  }

  /** Runs a call that needs a page: a server is told so. */
  inPage<T>(method: string, call: (core: Core) => Answer<T>): Promise<T> {
    return hasPage() ? this.run(call) : Promise.reject(noPage(method));
  }

  /** Asks a core that runs already, at once. */
  peek<T>(ask: (core: Core) => T): T | undefined {
    return this.core && ask(this.core);
  }

  /** Runs a call that shows a popup. The popup opens before anything else, in the caller's task. */
  async inPopup<T>(method: string, config: PopupConfigOptions, call: (core: Core) => Answer<T>): Promise<T> {
    if (!hasPage()) {
      throw noPage(method);
    }
    providePopup(config);
    try {
      await (this.core || this.complete());
    } catch (error) {
      config.popup.close();
      return brand(error);
    }
    return this.run(call);
  }

  private async ask<T>(call: (core: FirstCore) => Answer<T>): Promise<T> {
    try {
      const core = this.core || this.first || (await this.start()) || (await this.complete());
      const answer = call(core);
      // Nobody waits for what is there.
      const known = answer instanceof Promise ? await answer : answer;
      if (known !== null) {
        if (!this.core && (known || this.options.useDpop)) this.completeSoon();
        return known;
      }
    } catch (error) {
      return brand(error);
    }
    return this.run(call);
  }

  private async run<T>(call: (core: Core) => Answer<T>): Promise<T> {
    try {
      const answer = call(this.core || (await this.complete()));
      return answer instanceof Promise ? await answer : answer;
    } catch (error) {
      return brand(error);
    }
  }

  private start(): Promise<FirstCore | undefined> {
    return this.starting || (this.starting = orForget(this.startFirst(), () => (this.starting = undefined)));
  }

  private async startFirst(): Promise<FirstCore | undefined> {
    if (this.completing || !startsSmall(this.options)) {
      return undefined;
    }
    const FirstClient = await loadFirst();
    if (!FirstClient || this.core) {
      return undefined;
    }
    try {
      this.first = new FirstClient(this.options, {});
    } catch (error) {
      // These options are beyond it.
      if (error !== null) throw error;
    }
    return this.first;
  }

  private complete(): Promise<Core> {
    return this.completing || (this.completing = orForget(this.startWhole(), () => (this.completing = undefined)));
  }

  private async startWhole(): Promise<Core> {
    const { Client, module, environment } = await load();
    const page = environment(module, this.options);
    if (this.first) page.shown = this.first.shown();
    this.core = new Client(this.options, page);
    // Its memory is a megabyte.
    this.first = this.starting = undefined;
    return this.core;
  }

  /**
   * Whoever is signed in will need it, and may be without a network by then, or find another version deployed. With DPoP
   * the way to the login needs it too.
   */
  private completeSoon(): void {
    if (!this.isCompletingSoon) {
      this.isCompletingSoon = true;
      setTimeout(() => this.complete().catch(() => {}), SOON);
    }
  }
}

/** Whether there is a page, and not a server that renders one. */
export const hasPage = (): boolean => typeof window !== 'undefined';

function noPage(method: string): GenericError {
  return new GenericError(
    'no_window',
    `window is not defined: ${method} needs a browser. Call it in the page only, not while rendering on a server.`,
  );
}
