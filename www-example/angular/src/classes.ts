// The traditional way: a module, a guard and an interceptor that are classes.
import { HTTP_INTERCEPTORS, HttpClientModule } from '@angular/common/http';
import { NgModule } from '@angular/core';
import { BrowserModule, platformBrowser } from '@angular/platform-browser';
import { RouterModule } from '@angular/router';
import { AuthGuard, AuthHttpInterceptor, AuthModule } from '@auth0/auth0-angular';
import { Root } from './app/root';
import { routes } from './app/routes';
import { config, interceptor } from './settings';

@NgModule({
  imports: [BrowserModule, HttpClientModule, RouterModule.forRoot(routes(AuthGuard)), AuthModule.forRoot(config), Root],
  providers: interceptor ? [{ provide: HTTP_INTERCEPTORS, useClass: AuthHttpInterceptor, multi: true }] : [],
  bootstrap: [Root],
})
class AppModule {}

platformBrowser().bootstrapModule(AppModule).catch(console.error);
