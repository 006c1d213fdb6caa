import { brand } from './brand.js';
import type { Answer, Core } from './core.js';
import { GenericError } from './errors/generic.js';
import { providePopup } from './popup.js';
import type { Auth0ClientOptions, PopupConfigOptions } from './types.js';
import { load } from './wasm/load.js';
// After the glue: the worker's copy of it compresses well only when it stands close by.
import { environment } from './environment.js';

/** The core behind one client and its sub-clients: loaded with the first call, and once. */
export class Runtime {
  private core: Core | undefined;
  private starting: Promise<Core> | undefined;

  constructor(private readonly options: Auth0ClientOptions) {}

  /** Runs a call that means nothing without a page: a server answers at once. */
  orOnServer<T>(answer: T, call: (core: Core) => Answer<T>): Promise<T> {
    return hasPage() ? this.run(call) : Promise.resolve(answer);
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
      await (this.core || this.start());
    } catch (error) {
      config.popup.close();
      return brand(error);
    }
    return this.run(call);
  }

  private async run<T>(call: (core: Core) => Answer<T>): Promise<T> {
    try {
      const answer = call(this.core || (await this.start()));
      // Nobody waits for what is there.
      return answer instanceof Promise ? await answer : answer;
    } catch (error) {
      return brand(error);
    }
  }

  private start(): Promise<Core> {
    if (!this.starting) {
      this.starting = load().then(
        ({ Client, module }) => (this.core = new Client(this.options, environment(module, this.options))),
      );
      this.starting.catch(() => {
        this.starting = undefined;
      });
    }
    return this.starting;
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
