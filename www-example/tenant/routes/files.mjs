// Style sheet, scripts and the users' pictures; and the front door.

import { readFile } from 'node:fs/promises';
import { picture } from '../pages/picture.mjs';

const FILES = new Set(['tenant.css', 'control.js', 'families.js', 'messages.js', 'control.css']);
const FOLDER = new URL('../assets/', import.meta.url);

async function send(ctx, [folder, name], users) {
  if (folder === 'assets' && FILES.has(name)) {
    ctx.type = name.split('.').pop();
    ctx.body = await readFile(new URL(name, FOLDER), 'utf8');
    return true;
  }
  const user = folder === 'pictures' && users.byId(name.replace(/\.svg$/, ''));
  if (!user) return false;
  ctx.type = 'image/svg+xml';
  ctx.set('Cache-Control', 'public, max-age=3600');
  ctx.body = picture(user);
  return true;
}

export function files({ users }) {
  return async (ctx, next) => {
    if (ctx.method !== 'GET') return next();
    if (ctx.path === '/') return ctx.redirect('/control');
    if (ctx.path === '/favicon.ico') {
      ctx.status = 204;
      return undefined;
    }
    const parts = ctx.path.slice(1).split('/');
    return parts.length === 2 && (await send(ctx, parts, users)) ? undefined : next();
  };
}
