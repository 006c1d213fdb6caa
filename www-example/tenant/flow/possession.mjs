// Proof of possession: who may have a token at all, and whether it is bound to the key of the proof.

export const KEY_MISMATCH = "DPoP proof thumbprints don't match";

const NEEDED = {
  status: 400,
  error: 'invalid_request',
  text: 'Proof of possession is required: send a DPoP proof',
};
const NOT_OFFERED = {
  status: 403,
  error: 'access_denied',
  text: 'The client requires proof of possession, and the API does not support it',
};
const WRONG_KEY = { status: 403, error: 'invalid_grant', text: KEY_MISMATCH };

/**
 * By Auth0's table of issuance: `{bound}` or `{refusal}`. `mechanism` is what the API is registered with; a token for
 * `/userinfo` alone has none.
 */
export function possession({ proof, required, mechanism = 'allowed' }) {
  if (required && mechanism === 'none') return { refusal: NOT_OFFERED };
  if (!proof && (required || mechanism === 'required')) return { refusal: NEEDED };
  return { bound: Boolean(proof) && mechanism !== 'none' };
}

/** What is wrong with the key of a request for the tokens of a sign-in; undefined if nothing is. */
export function keyProblem(terms, proof, { code }) {
  const bound = code ? terms.codeKey : terms.refreshKey;
  if (bound && bound !== proof?.jkt) {
    return {
      ...WRONG_KEY,
      note: proof ? 'the proof is of another key' : 'it is bound to a key, and no proof was sent',
    };
  }
  if (code && terms.refresh === 'online' && !proof) {
    return { ...NEEDED, note: 'online access needs proof of possession' };
  }
  return undefined;
}
