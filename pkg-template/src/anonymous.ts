import { hasPage, Runtime } from './runtime.js';
import type {
  AnonymousGetTokenSilentlyOptions,
  AnonymousSession,
  AnonymousTokenResult,
  Auth0ClientOptions,
  CreateAnonymousSessionOptions,
  GetAnonymousAccessTokenOptions,
} from './types.js';

/**
 * Tokens for somebody who has not signed in: `client.anonymous`. The session is kept in
 * `localStorage`, or in memory with `anonymousSessionsCacheMode: 'memory'`.
 *
 * Each call throws an `AnonymousSessionError` where the tenant refuses it.
 */
export class AnonymousSessionApiClient {
  private readonly runtime: Runtime;
  private readonly options: Auth0ClientOptions;

  /** @internal */
  constructor(runtime: Runtime, options: Auth0ClientOptions) {
    this.runtime = runtime;
    this.options = options;
  }

  /** Begins a session, in place of any former one. */
  createSession(options?: CreateAnonymousSessionOptions): Promise<AnonymousSession> {
    return this.runtime.inPage('anonymous.createSession', (core) => core.createAnonymousSession(options));
  }

  /**
   * An access token, from the cache or renewed. Where there is no session, or it is over, another
   * begins.
   */
  getTokenSilently(options?: AnonymousGetTokenSilentlyOptions): Promise<AnonymousTokenResult> {
    return this.runtime.inPage('anonymous.getTokenSilently', (core) => core.anonymousToken(options));
  }

  /** Ends the session at the tenant, and forgets it here. */
  logout(): Promise<void> {
    return this.runtime.inPage('anonymous.logout', (core) => core.endAnonymousSession(false));
  }

  /** Whether there is a session here. */
  hasSession(): boolean {
    return this.runtime.peek((core) => core.hasAnonymousSession()) || this.isStored();
  }

  /** Always `null`: tenants give session tokens that nobody else can read. */
  getClaims(): null {
    return null;
  }

  // Read here and not by the core: the answer is wanted before that is loaded.
  private isStored(): boolean {
    const { anonymousSessionsCacheMode: mode = 'localStorage', clientId } = this.options;
    if (mode !== 'localStorage' || !hasPage()) {
      return false;
    }
    try {
      const entry = window.localStorage.getItem(`@@auth0spajs@@::${clientId}::anonymous::session`);
      return Boolean(JSON.parse(entry!).sessionToken);
    } catch {
      return false;
    }
  }
}

/** Anonymous sessions for an application that keeps them itself. */
export class AnonymousSessionClient {
  private readonly runtime: Runtime;

  constructor(options: Pick<Auth0ClientOptions, 'domain' | 'clientId'>) {
    this.runtime = new Runtime(options);
  }

  /** Begins a session. */
  createSession(options?: CreateAnonymousSessionOptions): Promise<AnonymousSession> {
    return this.getAccessToken(Object.assign({}, options, { sessionToken: undefined }));
  }

  /** A session that goes on, with another access token; where it is over, or not given, another begins. */
  getAccessToken(options?: GetAnonymousAccessTokenOptions): Promise<AnonymousSession> {
    return this.runtime.inPage('getAccessToken', (core) => core.anonymousSession(options));
  }

  /** Ends the session of this browser at the tenant. */
  logout(): Promise<void> {
    return this.runtime.inPage('logout', (core) => core.endAnonymousSession(true));
  }
}
