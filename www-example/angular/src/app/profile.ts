import { AsyncPipe, JsonPipe, NgIf } from '@angular/common';
import { Component, inject } from '@angular/core';
import { AuthService } from '@auth0/auth0-angular';

@Component({
  selector: 'app-profile',
  imports: [AsyncPipe, JsonPipe, NgIf],
  template: `
    <h1>Who you are</h1>
    <ul *ngIf="user$ | async as user">
      <li id="name">{{ user.name }}</li>
      <li id="email">{{ user.email }}</li>
    </ul>
    @if (claims$ | async; as claims) {
      <pre id="claims">{{ claims | json }}</pre>
    }
  `,
})
export class Profile {
  private readonly auth = inject(AuthService);
  readonly user$ = this.auth.user$;
  readonly claims$ = this.auth.idTokenClaims$;
}
