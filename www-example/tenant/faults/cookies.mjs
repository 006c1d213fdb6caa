// A browser that keeps third-party cookies back, played by the tenant: in a frame there is no session.

function framed(ctx) {
  const destination = ctx.get('sec-fetch-dest');
  if (destination) return destination === 'iframe';
  return ctx.query.response_mode === 'web_message' && ctx.query.prompt === 'none';
}

export function withholdCookies({ switches }) {
  return async (ctx, next) => {
    const blocked = switches.value('third_party_cookies') === 'blocked' && ctx.path === '/authorize' && framed(ctx);
    if (!blocked) return next();
    if (ctx.req.headers.cookie) ctx.note('without its cookies: third-party cookies are blocked');
    delete ctx.req.headers.cookie;
    await next();
    ctx.remove('Set-Cookie');
    return undefined;
  };
}
