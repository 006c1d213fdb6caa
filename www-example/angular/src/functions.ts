// The functional way: nothing but providers.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { authGuardFn, authHttpInterceptorFn, provideAuth0 } from '@auth0/auth0-angular';
import { Root } from './app/root';
import { routes } from './app/routes';
import { config, interceptor } from './settings';

bootstrapApplication(Root, {
  providers: [
    provideRouter(routes(authGuardFn)),
    provideAuth0(config),
    provideHttpClient(withInterceptors(interceptor ? [authHttpInterceptorFn] : [])),
  ],
}).catch(console.error);
