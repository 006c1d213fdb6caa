import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';
import { api } from '../settings';
import { ApiService } from './api.service';
import { Outcome } from './outcome';
import { MultiApiService } from './multi-api.service';
import { ProofService } from './proof.service';

/** An API that wants its tokens bound to a key: four ways to call it. */
@Component({
  selector: 'app-calendar',
  imports: [Outcome],
  template: `
    <h1>Your calendar</h1>
    <div class="row">
      <button id="plain" (click)="outcome.of(plain)">Without a token</button>
      <button id="fetcher" (click)="outcome.of(withFetcher)">With a fetcher</button>
      <button id="base" (click)="outcome.of(withBase)">With a base URL</button>
      <button id="both" (click)="outcome.of(both)">Two APIs at once</button>
      <button id="custom" (click)="outcome.of(withCustomFetch)">With a fetch of your own</button>
      <button id="by-hand" (click)="outcome.of(byHand)">By hand</button>
    </div>
    <app-outcome #outcome></app-outcome>
  `,
})
export class Calendar {
  private readonly auth = inject(AuthService);
  private readonly one = inject(ApiService);
  private readonly several = inject(MultiApiService);
  private readonly proof = inject(ProofService);

  readonly plain = async () => summary(await fetch(`${api}/calendar`));

  readonly withFetcher = async () => {
    const fetcher = this.auth.createFetcher({ dpopNonceId: 'calendar' });
    return summary(
      await fetcher.fetchWithAuth(`${api}/calendar`, { method: 'GET', headers: { accept: 'application/json' } }),
    );
  };

  /** Whatever this gives is what the caller gets, as long as it has a status and headers. */
  readonly withCustomFetch = async () => {
    const fetcher = this.auth.createFetcher({
      dpopNonceId: 'calendar',
      fetch: async (request: Request) => {
        const response = await fetch(request);
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, headers, mine: true, isRequest: request instanceof Request };
      },
    });
    return fetcher.fetchWithAuth(`${api}/calendar`);
  };

  readonly withBase = async () => Promise.all((await this.one.everything()).map(summary));

  readonly both = async () => Promise.all((await this.several.everything()).map(summary));

  readonly byHand = async () => summary(await this.proof.post());
}

async function summary(response: Response): Promise<unknown> {
  return { status: response.status, url: response.url, body: await response.json().catch(() => null) };
}
