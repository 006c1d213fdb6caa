import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthService, GenericError } from '@auth0/auth0-angular';
import { filter, mergeMap } from 'rxjs';

/** Says what went wrong, and signs in again where that helps. */
@Component({
  selector: 'app-failures',
  template: `
    @if (latest(); as error) {
      <p id="failure" role="alert">{{ error }}</p>
    }
  `,
})
export class Failures {
  private readonly auth = inject(AuthService);
  readonly latest = signal('');

  constructor() {
    const failures$ = this.auth.error$.pipe(takeUntilDestroyed());
    failures$.subscribe((error) => this.latest.set(describe(error)));
    failures$
      .pipe(
        filter((error) => signsInAgain() && error instanceof GenericError && error.error === 'login_required'),
        mergeMap(() => this.auth.loginWithRedirect()),
      )
      .subscribe();
  }
}

/** Only where the address asks for it: most pages would rather show the button. */
const signsInAgain = (): boolean => new URLSearchParams(window.location.search).has('sign-in-again');

/** What an application can tell of a failure: whether it is one of the SDK's, its code, its words. */
function describe(error: Error & { error?: string }): string {
  const whose = error instanceof GenericError ? 'GenericError' : 'Error';
  return `${whose}: ${error.error ?? ''}: ${error.message ?? ''}`;
}
