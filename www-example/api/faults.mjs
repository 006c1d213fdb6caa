// The switches of the API, and the refusals they bring.

import { choice, number, text } from '../tenant/faults/kinds.mjs';
import { Refusal } from './refusal.mjs';

const MFA = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
const RECENT = 300;

export const SWITCHES = [
  choice(
    'rs_nonce',
    ['off', 'required', 'per_api', 'rotate', 'rotate_on_success'],
    'The nonce in proofs: not demanded; one for both APIs; one for each; good for one request, the next one by a challenge; good for one request, the next one in each good answer.',
  ),
  choice('jti_replay', ['reject', 'accept'], 'A proof that was used before: refused, or taken again.'),
  choice(
    'api_force_401',
    ['off', 'once', 'token', 'always'],
    'Good tokens are refused as invalid_token: the next request; the token of the next request, until another comes; or all.',
  ),
  choice(
    'api_stepup',
    ['off', 'acr', 'max_age'],
    `Asks for more (RFC 9470): a second factor, which a sign-in with acr_values brings; or a sign-in of at most ${RECENT} seconds ago, which max_age brings.`,
  ),
  text('api_scope', ['off'], 'The scope every path of the APIs asks for, instead of its own.'),
  choice('rate_limit', ['off', 'once', 'always'], 'Answers 429 with Retry-After: the next request, or all.'),
  choice('cors_expose', ['full', 'none'], 'None leaves out Access-Control-Expose-Headers.'),
  number('clock_ahead', 0, { min: -315576000, max: 315576000 }, 'Seconds by which the clock of the API is ahead.'),
];

function insufficient(params) {
  const text = 'A different authentication level is required';
  return new Refusal(401, 'insufficient_user_authentication', text, { params });
}

function stepUp(api, { acr, auth_time: time }) {
  const wanted = api.switches.value('api_stepup');
  if (wanted === 'acr' && acr !== MFA) throw insufficient({ acr_values: MFA });
  if (wanted === 'max_age' && !(time >= api.now() - RECENT)) throw insufficient({ max_age: RECENT });
}

async function forced(api, { jti }) {
  const mode = api.switches.value('api_force_401');
  if (mode === 'off') return;
  if (mode === 'once') await api.switches.set({ api_force_401: 'off' });
  if (mode === 'token') {
    api.refusedToken ??= jti;
    if (api.refusedToken !== jti) return;
  }
  throw new Refusal(401, 'invalid_token', 'The access token is refused because a switch says so');
}

function scoped(api, { scope: granted }, own) {
  const override = api.switches.value('api_scope');
  const scope = override === 'off' ? own : override;
  if (
    !scope ||
    String(granted ?? '')
      .split(' ')
      .includes(scope)
  )
    return;
  throw new Refusal(403, 'insufficient_scope', `The access token lacks the scope ${scope}`, { params: { scope } });
}

/** What a caller with a good token may still lack, by a switch or by the scope of the path. */
export async function checkRights(api, claims, scope) {
  await forced(api, claims);
  stepUp(api, claims);
  scoped(api, claims, scope);
}

export async function checkRate(api) {
  const mode = api.switches.value('rate_limit');
  if (mode === 'off') return;
  if (mode === 'once') await api.switches.set({ rate_limit: 'off' });
  throw new Refusal(429, 'too_many_requests', 'Too many requests', { headers: { 'Retry-After': '1' } });
}
