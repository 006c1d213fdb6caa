import { AsyncPipe, JsonPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';

@Component({
  selector: 'app-home',
  imports: [AsyncPipe, JsonPipe],
  template: `
    <h1>The official Angular SDK of Auth0, on auth0-spa-wasm</h1>
    @if (auth.isAuthenticated$ | async) {
      <p id="signed-in">You are signed in.</p>
    } @else {
      <p id="signed-out">You are not signed in.</p>
    }
    @if (auth.appState$ | async; as state) {
      <pre id="app-state">{{ state | json }}</pre>
    }
  `,
})
export class Home {
  readonly auth = inject(AuthService);
}
