// The part of a connection that happens in the browser: from the application by a ticket to the provider, and from the
// provider back to the application with a connect code.

import { randomBytes } from 'node:crypto';
import { renderError } from '../pages/error.mjs';
import { consentUrl } from '../upstream/url.mjs';
import { backFromProvider } from './social.mjs';

function deviceCookie({ port }) {
  return `auth0_${port}_device`;
}

/** What this browser is known by; it learns it here, and keeps it for later and for other tabs. */
function deviceOf(tenant, ctx) {
  const name = deviceCookie(tenant);
  const known = ctx.cookies.get(name, { signed: false });
  if (known) return known;
  const device = randomBytes(16).toString('base64url');
  ctx.cookies.set(name, device, { httpOnly: true, sameSite: 'lax', signed: false });
  return device;
}

function refuse(ctx, text) {
  ctx.status = 400;
  renderError(ctx, { error: 'invalid_request', error_description: text });
}

function toProvider(tenant, ctx) {
  const leg = tenant.legs.spendTicket(ctx.query.ticket, deviceOf(tenant, ctx));
  if (!leg) {
    return refuse(
      ctx,
      'The ticket is unknown, has expired, or was used before. Go back to the application and start again.',
    );
  }
  const { connection, scopes, offline, upstreamState: state, upstreamParams: params } = leg;
  ctx.redirect(consentUrl(tenant, { connection, scopes, offline, state, params }));
  return ctx.note(`to ${leg.connection}`);
}

/** The URL of the application with the answer, beside whatever its query holds. */
function urlWith(tenant, { redirectUri, state }, answer) {
  const url = new URL(redirectUri);
  const params = { ...answer, ...(state === undefined ? {} : { state }) };
  if (tenant.switches.value('connect_code_location') === 'fragment') {
    url.hash = new URLSearchParams(params).toString();
  } else {
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  }
  return url.href;
}

function answerFor(tenant, ctx, leg) {
  const { code, error, error_description: text } = ctx.query;
  if (error) {
    tenant.legs.end(leg);
    ctx.note(`not connected: ${error}`);
    return { error, error_description: text ?? 'The provider refused' };
  }
  const granted = tenant.upstream.redeem(leg.connection, code);
  if (!granted) {
    tenant.legs.end(leg);
    ctx.note('not connected: the code of the provider is not good');
    return { error: 'invalid_request', error_description: 'The code of the provider is not good' };
  }
  ctx.note('connect code issued');
  return { connect_code: tenant.legs.grant(leg, granted) };
}

function toApplication(tenant, ctx) {
  if (backFromProvider(tenant, ctx)) return undefined;
  const leg = tenant.legs.spendUpstreamState(ctx.query.state, ctx.cookies.get(deviceCookie(tenant), { signed: false }));
  if (!leg) {
    return refuse(
      ctx,
      'This answer of the provider belongs to nothing that this browser began, or it came too late. Go back to the application and start again.',
    );
  }
  ctx.redirect(urlWith(tenant, leg, answerFor(tenant, ctx, leg)));
  return undefined;
}

const ROUTES = { '/connected-accounts/connect': toProvider, '/login/callback': toApplication };

export function connectLeg(tenant) {
  return async (ctx, next) => {
    const route = ctx.method === 'GET' && ROUTES[ctx.path];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    return route(tenant, ctx);
  };
}
