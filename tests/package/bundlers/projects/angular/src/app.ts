import { Component, signal } from '@angular/core';
import { Auth0Client, type Auth0ClientOptions, type User } from 'auth0-spa-wasm';

declare global {
  interface Window {
    settings: Pick<Auth0ClientOptions, 'domain' | 'clientId'>;
  }
}

@Component({
  selector: 'app-root',
  template: `
    @if (failure()) {
      <p id="failure">{{ failure() }}</p>
    } @else if (user(); as known) {
      <p id="user">{{ known.name }}</p>
    } @else if (asked()) {
      <button id="sign-in" (click)="signIn()">Sign in</button>
    }
  `,
})
export class App {
  readonly user = signal<User | undefined>(undefined);
  readonly asked = signal(false);
  readonly failure = signal('');

  private readonly auth0 = new Auth0Client({
    ...window.settings,
    useRefreshTokens: true,
    authorizationParams: { redirect_uri: `${location.origin}/` },
  });

  constructor() {
    this.arrive().catch((error: unknown) => this.failure.set(String(error)));
  }

  signIn(): void {
    void this.auth0.loginWithRedirect();
  }

  private async arrive(): Promise<void> {
    if (new URLSearchParams(location.search).has('state')) {
      await this.auth0.handleRedirectCallback();
      history.replaceState({}, '', '/');
    }
    const user = await this.auth0.getUser();
    if (user) await this.auth0.getTokenSilently({ cacheMode: 'off' });
    this.user.set(user);
    this.asked.set(true);
  }
}
