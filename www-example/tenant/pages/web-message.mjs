// response_mode=web_message: a page that posts the answer to the window which asked, and to its origin only.

import { createHash } from 'node:crypto';
import { issParam } from '../routes/authorize.mjs';

const WRONG_ORIGIN = 'https://attacker.example';

// JSON inside a script element: no character may end the element.
function embed(value) {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function script(response, origin) {
  return `const message = ${embed({ type: 'authorization_response', response })};
const asker = window.opener || (window.parent !== window ? window.parent : undefined);
if (asker) asker.postMessage(message, ${embed(origin)});
else document.body.textContent = 'This answer is for the window that asked for it. You can close this one.';`;
}

function page(code) {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Authorization response</title></head>
<body><script>${code}</script></body>
</html>
`;
}

function send(ctx, tenant, origin, code) {
  const hash = createHash('sha256').update(code).digest('base64');
  ctx.type = 'html';
  ctx.status = 200;
  ctx.set('Cache-Control', 'no-store');
  ctx.set(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'sha256-${hash}'; frame-ancestors ${tenant.clients.origins().join(' ')}`,
  );
  ctx.body = page(code);
}

/** oidc-provider's response mode handler: `payload` is the whole authorization response. */
export function webMessage(tenant) {
  return (ctx, redirectUri, { iss: _, ...response }) => {
    const { origin } = new URL(redirectUri);
    const iss = issParam(tenant);
    if (iss !== undefined) response.iss = iss;
    ctx.note(response.error ? `refused: ${response.error}: ${response.error_description}` : 'code issued');
    if (!tenant.clients.allowsOrigin(origin)) {
      ctx.note(`nothing posted: ${origin} is not an Allowed Web Origin`);
      return send(ctx, tenant, origin, '');
    }
    const wrong = tenant.switches.value('web_message_origin') === 'wrong';
    if (wrong) ctx.note('posted to another origin than that of the redirect URI');
    return send(ctx, tenant, origin, script(response, wrong ? WRONG_ORIGIN : origin));
  };
}
