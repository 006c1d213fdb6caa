import { Injectable, inject } from '@angular/core';
import { AuthService, type Fetcher } from '@auth0/auth0-angular';
import { api, otherApi } from '../settings';

/** One API, by its base URL. An absolute address goes where it says. */
@Injectable({ providedIn: 'root' })
export class ApiService {
  private readonly fetcher: Fetcher<Response> = inject(AuthService).createFetcher({
    dpopNonceId: 'calendar',
    baseUrl: api,
  });

  everything(): Promise<Response[]> {
    const addresses = ['/echo?one', 'echo?two', '//echo?three'.slice(1), `${otherApi}/echo?four`];
    return Promise.all(addresses.map((address) => this.fetcher.fetchWithAuth(address)));
  }
}
