import { h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';

const steps = [
  [
    'This page makes a secret',
    'and sends you to the tenant with its fingerprint only (PKCE), beside a one-time state and nonce.',
  ],
  ['You sign in at the tenant', 'so this page never sees your password.'],
  ['The tenant sends you back with a code', 'which this page swaps for tokens by showing the secret.'],
  ['The signature and every claim are checked', 'in Rust, before this page believes who you are.'],
];

/** What will happen, told before it does. */
export const promise = {
  id: 'promise',
  build: () =>
    panel(
      'promise',
      'What happens when you sign in',
      h('ol', {}, ...steps.map(([lead, rest]) => h('li', {}, h('strong', {}, lead), ` ${rest}`))),
    ),
};
