import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { api } from '../settings';
import { Outcome } from './outcome';

/** Requests of `HttpClient`, for the interceptor to add a token to, or not. */
@Component({
  selector: 'app-requests',
  imports: [Outcome],
  template: `
    <h1>Requests</h1>
    <p>The interceptor adds a token where its list says so.</p>
    <form class="row" (submit)="outcome.of(request(method.value, address.value, $event))">
      <select #method id="method" aria-label="Method">
        @for (name of methods; track name) {
          <option>{{ name }}</option>
        }
      </select>
      <input #address id="address" aria-label="Address" value="/api" />
      <button id="send">Send</button>
      <button id="send-absolute" type="button" (click)="outcome.of(request('GET', absolute))">
        GET {{ absolute }}
      </button>
    </form>
    <app-outcome #outcome></app-outcome>
  `,
})
export class Requests {
  private readonly http = inject(HttpClient);
  readonly methods = ['GET', 'POST', 'PUT', 'DELETE'];
  readonly absolute = `${api}/calendar`;

  readonly request = (method: string, address: string, submission?: Event) => async () => {
    submission?.preventDefault();
    try {
      return { answer: await firstValueFrom(this.http.request(method, address)) };
    } catch (error) {
      if (!(error instanceof HttpErrorResponse)) throw error;
      return { failure: `HTTP ${error.status}` };
    }
  };
}
