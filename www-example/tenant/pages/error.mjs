// The page for a request that must not be answered by a redirect: nobody trustworthy would receive it.

import { html, sendPage } from './layout.mjs';

const ADVICE = {
  invalid_redirect_uri: {
    title: 'This callback URL is not registered',
    next: 'The redirect_uri has to be, letter for letter, one of the Allowed Callback URLs of the application. Correct it in the application, or start the tenant with the origin of your page.',
  },
  invalid_client: {
    title: 'This application is not registered',
    next: 'Check the client id: the tenant knows demo-spa and other-spa.',
  },
};

const DEFAULT = {
  title: 'This request cannot be answered',
  next: 'Go back to the application and start again. If it happens again, the request log of the tenant shows what arrived.',
};

/** oidc-provider calls this for errors it may not redirect; our own routes do too. */
export function renderError(ctx, out, error) {
  const { title, next } = ADVICE[out.error] ?? DEFAULT;
  if (error && ctx.status >= 401 && ctx.status < 500) ctx.status = 400;
  ctx.note?.(`error page: ${out.error}: ${error?.error_detail ?? out.error_description ?? ''}`);
  sendPage(ctx, {
    title,
    main: html`<main class="card">
      <p class="eyebrow">Local tenant</p>
      <h1>${title}</h1>
      <p class="lead">${out.error_description}</p>
      <p>${next}</p>
      <dl class="facts">
        <dt>Error</dt>
        <dd><code>${out.error}</code></dd>
      </dl>
      <p class="foot"><a href="/control">Request log and switches</a></p>
    </main>`,
  });
}

/** Answers what no route and no endpoint knows. */
export function notFound() {
  return async (ctx, next) => {
    await next();
    if (ctx.status !== 404 || ctx.body) return;
    ctx.status = 404;
    ctx.note('no such path');
    if (ctx.accepts('json', 'html') === 'json') {
      ctx.body = { error: 'not_found', error_description: `The tenant has nothing at ${ctx.method} ${ctx.path}` };
      return;
    }
    renderError(ctx, { error: 'not_found', error_description: `The tenant has nothing at ${ctx.path}.` });
    ctx.status = 404;
  };
}
