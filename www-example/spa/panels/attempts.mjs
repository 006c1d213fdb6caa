import { h } from '../parts/dom.mjs';
import { shorten } from '../parts/shorten.mjs';
import { readPart } from '../app/encoding.mjs';

/** The attempts of one call, in order: what each carried, and what the API made of it. */
export function attemptList(attempts) {
  return h('ol', { class: 'attempts' }, ...attempts.map(entry));
}

function entry({ method, path, scheme, proof, status, nonce, wantsNonce }) {
  const sent = proof ? readPart(proof, 1).nonce : undefined;
  return h(
    'li',
    { 'data-status': status, class: status < 400 ? 'good' : 'bad' },
    h('strong', {}, outcome(status, wantsNonce)),
    h('span', { class: 'status' }, String(status)),
    h(
      'p',
      { class: 'quiet small' },
      h('code', {}, `${method} ${path}`),
      `, token sent as ${scheme}, `,
      ...carried(proof, sent),
      '.',
    ),
    wantsNonce &&
      nonce &&
      h('p', { class: 'small' }, 'It gave the nonce ', h('code', {}, shorten(nonce)), ' to put in.'),
  );
}

function outcome(status, wantsNonce) {
  if (status < 400) return 'The API accepted it';
  return wantsNonce ? 'The API wants a proof with its nonce' : 'The API refused it';
}

function carried(proof, nonce) {
  if (!proof) return ['without a proof'];
  return nonce ? ['proof with the nonce ', h('code', {}, shorten(nonce))] : ['proof without a nonce'];
}
