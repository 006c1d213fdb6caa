import { Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { AuthService } from '@auth0/auth0-angular';

@Component({
  selector: 'app-invitation',
  template: `
    <h1>You are invited</h1>
    <button id="accept" (click)="accept()">Accept</button>
  `,
})
export class Invitation {
  private readonly auth = inject(AuthService);
  private readonly route = inject(ActivatedRoute);

  accept(): void {
    const { organization, invitation } = this.route.snapshot.params;
    this.auth.loginWithRedirect({ authorizationParams: { organization, invitation } });
  }
}
