import { AsyncPipe, NgIf } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { AuthService } from '@auth0/auth0-angular';
import { Failures } from './failures';

@Component({
  selector: 'app-root',
  imports: [AsyncPipe, NgIf, RouterLink, RouterLinkActive, RouterOutlet, Failures],
  template: `
    <header>
      <strong>Angular</strong>
      <nav aria-label="Pages">
        @for (page of pages; track page.path) {
          <a [routerLink]="page.path" routerLinkActive="current" ariaCurrentWhenActive="page">{{ page.name }}</a>
        }
      </nav>
      <ng-container *ngIf="auth.isLoading$ | async; then loading; else loaded"></ng-container>
      <ng-template #loading><span>…</span></ng-template>
      <ng-template #loaded>
        <ng-container *ngIf="auth.isAuthenticated$ | async; then signedIn; else signedOut"></ng-container>
      </ng-template>
      <ng-template #signedIn><button id="logout" (click)="logout()">Sign out</button></ng-template>
      <ng-template #signedOut><button id="login" (click)="login()">Sign in</button></ng-template>
    </header>
    <main>
      <router-outlet></router-outlet>
      <app-failures></app-failures>
    </main>
  `,
})
export class Root {
  readonly auth = inject(AuthService);

  readonly pages = [
    { path: '/profile', name: 'Profile' },
    { path: '/calendar', name: 'Calendar' },
    { path: '/accounts', name: 'Accounts' },
    { path: '/organizations', name: 'Organizations' },
    { path: '/requests', name: 'Requests' },
  ];

  login(): void {
    this.auth.loginWithRedirect();
  }

  logout(): void {
    this.auth.logout({ logoutParams: { returnTo: window.location.origin } });
  }
}
