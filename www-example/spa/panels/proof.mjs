import { takeApart } from '../app/proofs.mjs';
import { h } from '../parts/dom.mjs';
import { shorten } from '../parts/shorten.mjs';
import { clock } from '../parts/time.mjs';

const meanings = {
  typ: 'This is a proof of possession, and not another kind of token.',
  alg: 'How it is signed: with the private key, which never leaves the browser.',
  jwk: 'The public half of the key. Its thumbprint is the one in the access token.',
  jti: 'A one-time number: the same proof is refused a second time.',
  htm: 'The method of the one request that it is for.',
  htu: 'The address of that request.',
  iat: 'When it was made. A few minutes later it is worth nothing.',
  ath: 'The fingerprint of the access token that it goes with.',
  nonce: 'The word that the API gave, so that proofs cannot be made in advance.',
};

/** The proof of an attempt, member by member, with what each is good for. */
export async function proofParts({ proof, token }) {
  if (!proof) return h('p', {}, 'The token is not bound, so no proof was needed.');
  const { header, claims, thumbprint, belongs } = await takeApart(proof, token);
  return h(
    'div',
    { class: 'proof' },
    h('h3', {}, 'The proof, taken apart'),
    h('h4', {}, 'Its header says who signed it'),
    list({ ...header, jwk: `key ${thumbprint}` }),
    h('h4', {}, 'Its claims say what for'),
    list(claims),
    !belongs && h('p', {}, 'Its “ath” does not fit the access token.'),
  );
}

function readable(name, value) {
  if (name === 'iat') return h('time', { datetime: new Date(value * 1000).toISOString() }, clock(value * 1000));
  return h('code', {}, name === 'nonce' ? shorten(value) : String(value));
}

// The client writes them in an order that means nothing; told in the order of the meanings they make a story.
const order = Object.keys(meanings);

function list(values) {
  const members = Object.entries(values).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return h(
    'dl',
    { class: 'claims' },
    ...members.map(([name, value]) =>
      h(
        'div',
        { 'data-member': name },
        h('dt', {}, h('code', {}, name)),
        h('dd', {}, readable(name, value)),
        h('dd', { class: 'quiet small' }, meanings[name] ?? 'A member that this page does not know.'),
      ),
    ),
  );
}
