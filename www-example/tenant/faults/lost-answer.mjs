// A refresh whose answer never arrives, although the tenant did all of its work.

function isRefresh(ctx) {
  return ctx.path === '/oauth/token' && ctx.state.body?.params.grant_type === 'refresh_token';
}

function drop(ctx) {
  ctx.note('but the connection was dropped: the answer is lost');
  ctx.state.lost = true;
  ctx.respond = false;
  ctx.res.socket.destroy();
}

export function loseAnswer({ switches }) {
  return async (ctx, next) => {
    await next();
    const mode = switches.value('refresh_loses_response');
    if (mode === 'off') return;
    // On a connection that was used before, a browser repeats a request that was dropped, by itself.
    ctx.set('Connection', 'close');
    if (!isRefresh(ctx) || ctx.status !== 200) return;
    drop(ctx);
    if (mode === 'once') await switches.set({ refresh_loses_response: 'off' });
  };
}
