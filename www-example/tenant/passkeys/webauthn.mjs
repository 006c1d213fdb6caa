// WebAuthn as the relying party sees it: what an authenticator is asked for, and whether its answer is good. Good or not
// is said by @simplewebauthn/server, which is loaded with the first answer: no start waits for it.

import { RELYING_PARTY } from './names.mjs';

const TIMEOUT = 60_000;
const ALGORITHMS = [-7, -257];

const server = () => import('@simplewebauthn/server');

/** `PublicKeyCredentialCreationOptions` as JSON; `handle` is what the authenticator knows the person by. */
export function creationOptions({ challenge, handle, name, displayName, known = [] }) {
  return {
    challenge,
    rp: RELYING_PARTY,
    user: { id: handle, name, displayName },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    ...(known.length ? { excludeCredentials: known.map(({ id }) => ({ id, type: 'public-key' })) } : {}),
    timeout: TIMEOUT,
  };
}

/** `PublicKeyCredentialRequestOptions` as JSON. Whoever has a passkey here may answer. */
export function requestOptions({ challenge }) {
  return { challenge, rpId: RELYING_PARTY.id, timeout: TIMEOUT, userVerification: 'preferred' };
}

const expectations = ({ clients }, challenge) => ({
  expectedChallenge: challenge,
  expectedOrigin: clients.origins(),
  expectedRPID: RELYING_PARTY.id,
  requireUserVerification: false,
});

/** The new passkey, if an attestation answers the challenge; throws otherwise. */
export async function readAttestation(tenant, { challenge, response }) {
  const { verifyRegistrationResponse } = await server();
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({
    response,
    ...expectations(tenant, challenge),
  });
  if (!verified) throw new Error('The attestation does not verify');
  const { id, publicKey, counter, transports } = info.credential;
  return {
    id,
    publicKey,
    counter,
    transports: transports ?? [],
    device: info.credentialDeviceType === 'multiDevice' ? 'multi_device' : 'single_device',
    backedUp: info.credentialBackedUp,
    aaguid: info.aaguid,
  };
}

/** The passkey that answers the challenge; throws where none does. */
export async function readAssertion(tenant, { challenge, response }) {
  const passkey = tenant.passkeys.find(response.id);
  if (!passkey) throw new Error('This passkey is not known here');
  const { verifyAuthenticationResponse } = await server();
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    response,
    credential: passkey,
    ...expectations(tenant, challenge),
  });
  if (!verified) throw new Error('The signature of the passkey does not verify');
  passkey.counter = info.newCounter;
  return passkey;
}
