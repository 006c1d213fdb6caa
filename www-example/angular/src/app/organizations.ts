import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';

@Component({
  selector: 'app-organizations',
  imports: [AsyncPipe],
  template: `
    <h1>Organizations</h1>
    @if (auth.user$ | async; as user) {
      <p>
        You are in <span id="organization">{{ user['org_id'] ?? 'no organization' }}</span>.
      </p>
    }
    <div class="row">
      <button id="redirect" (click)="redirect()">Sign in to Acme</button>
      <button id="popup" (click)="popup()">Sign in to Globex, in a window</button>
    </div>
  `,
})
export class Organizations {
  readonly auth = inject(AuthService);

  redirect(): void {
    this.auth.loginWithRedirect({ authorizationParams: { organization: 'org_acme' } });
  }

  popup(): void {
    this.auth.loginWithPopup({ authorizationParams: { organization: 'org_globex' } });
  }
}
