import { AsyncPipe, JsonPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';
import { api } from '../settings';
import { Outcome } from './outcome';

const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';

/** An account elsewhere that the API may use for the user. */
@Component({
  selector: 'app-accounts',
  imports: [AsyncPipe, JsonPipe, Outcome],
  template: `
    <h1>Connected accounts</h1>
    <div class="row">
      <button id="connect" (click)="connect()">Connect Google</button>
      <button id="read" (click)="outcome.of(read)">Read its calendar</button>
    </div>
    @if (auth.appState$ | async; as state) {
      @if (state['connectedAccount']; as account) {
        <p>
          Connected: <span id="connected">{{ account.connection }}</span>
        </p>
        <pre id="account">{{ account | json }}</pre>
      }
      <p id="target">{{ state['target'] }}</p>
    }
    <app-outcome #outcome></app-outcome>
  `,
})
export class Accounts {
  readonly auth = inject(AuthService);

  connect(): void {
    this.auth
      .connectAccountWithRedirect({
        connection: 'google-oauth2',
        scopes: [CALENDAR_SCOPE],
        authorization_params: { prompt: 'consent' },
        appState: { target: '/accounts' },
      })
      .subscribe();
  }

  readonly read = async () => {
    const fetcher = this.auth.createFetcher({ dpopNonceId: 'calendar', baseUrl: api });
    const response = await fetcher.fetchWithAuth('/connected/calendar');
    return { status: response.status, body: await response.json() };
  };
}
