// The switches of proof of possession (DPoP).

import { choice, text } from './kinds.mjs';

export const DPOP_SWITCHES = [
  choice(
    'as_nonce',
    ['required', 'off', 'rotate', 'rotate_on_success', 'stale'],
    'The nonce in proofs for the token endpoint: demanded, and good for minutes; not demanded; good for one request, the next one by a challenge; good for one request, the next one in each good answer; never good, whatever is sent.',
  ),
  choice('jti_replay', ['reject', 'accept'], 'A proof that was used before: refused, or taken again.'),
  choice(
    'proof_iat',
    ['nonce', 'strict'],
    'The time of a proof: not looked at when a nonce vouches for it; or always, at most five minutes ago.',
  ),
  choice('require_pop', ['off', 'on'], 'The applications must prove possession: without a proof they get no token.'),
  choice(
    'proof_of_possession',
    ['allowed', 'none', 'required'],
    'What the APIs are registered with: tokens bound to a key if a proof is sent; never bound; only bound.',
  ),
  text(
    'token_type_override',
    ['off'],
    'The token_type member of token answers, whatever the token is; off tells the truth.',
  ),
  choice('revoke_requires_pop', ['off', 'on'], 'The revocation of a bound refresh token needs a proof of its key.'),
  choice(
    'cors_expose',
    ['full', 'none'],
    'None leaves out Access-Control-Expose-Headers, so that pages cannot read a nonce or Retry-After.',
  ),
];
