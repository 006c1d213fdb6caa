// The frame of every page, and the policy it is served with.

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

class Markup {
  constructor(text) {
    this.text = text;
  }
}

function render(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return value === undefined || value === null || value === false
    ? ''
    : String(value).replace(/[&<>"']/g, (char) => ESCAPES[char]);
}

/** A template that escapes every value which is not itself the result of this template. */
export function html(strings, ...values) {
  return new Markup(String.raw({ raw: strings }, ...values.map(render)));
}

export function sendPage(ctx, { title, main, head, wide = false }) {
  ctx.type = 'html';
  ctx.set('Content-Security-Policy', POLICY);
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local tenant</title>
<link rel="stylesheet" href="/assets/tenant.css">
${head}
</head>
<body${wide && html` class="wide"`}>
${main}
</body>
</html>
`.text;
}
