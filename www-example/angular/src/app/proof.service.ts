import { Injectable, inject } from '@angular/core';
import { AuthService, UseDpopNonceError } from '@auth0/auth0-angular';
import { lastValueFrom, type Observable, single } from 'rxjs';
import { api } from '../settings';

const NONCE_ID = 'by-hand';

/** A proof made by hand: token, nonce, proof, request, and the nonce that comes back. */
@Injectable({ providedIn: 'root' })
export class ProofService {
  private readonly auth = inject(AuthService);

  async post(): Promise<Response> {
    try {
      return await this.attempt();
    } catch (error) {
      if (!(error instanceof UseDpopNonceError)) throw error;
      return this.attempt();
    }
  }

  private async attempt(): Promise<Response> {
    const url = `${api}/echo`;
    const accessToken = await only(this.auth.getAccessTokenSilently());
    const nonce = await only(this.auth.getDpopNonce(NONCE_ID));
    const proof = await only(
      this.auth.generateDpopProof({ url, method: 'POST', accessToken: accessToken!, ...(nonce ? { nonce } : {}) }),
    );
    const response = await fetch(url, {
      method: 'POST',
      headers: { Authorization: `DPoP ${accessToken}`, DPoP: proof!, 'Content-Type': 'application/json' },
      body: JSON.stringify({ data: 'example' }),
    });
    const next = response.headers.get('DPoP-Nonce') ?? undefined;
    if (next) await only(this.auth.setDpopNonce(next, NONCE_ID));
    if (response.status === 401 && next !== nonce) throw new UseDpopNonceError(next);
    return response;
  }
}

/** The one value of an observable that ends after it. */
const only = <T>(values: Observable<T>): Promise<T> => lastValueFrom(values.pipe(single()));
