import { Injectable, inject } from '@angular/core';
import { AuthService, type Fetcher } from '@auth0/auth0-angular';
import { api, otherApi } from '../settings';

/** Two APIs, each with nonces of its own. */
@Injectable({ providedIn: 'root' })
export class MultiApiService {
  private readonly auth = inject(AuthService);
  private readonly first: Fetcher<Response> = this.auth.createFetcher({ dpopNonceId: 'first', baseUrl: api });
  private readonly second: Fetcher<Response> = this.auth.createFetcher({ dpopNonceId: 'second', baseUrl: otherApi });

  everything(): Promise<Response[]> {
    return Promise.all([this.first.fetchWithAuth('/calendar'), this.second.fetchWithAuth('/calendar')]);
  }
}
