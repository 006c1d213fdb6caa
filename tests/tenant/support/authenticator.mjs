// An authenticator in a few lines: keys, attestations of the kind `none`, signatures.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { ORIGIN } from './visitor.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest();
const encode = (bytes) => Buffer.from(bytes).toString('base64url');

const PRESENT = 0x01;
const ATTESTED = 0x40;

export class Authenticator {
  #counter = 0;

  constructor() {
    this.id = randomBytes(16);
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    Object.assign(this, { publicKey, privateKey });
  }

  /** What `navigator.credentials.create` gives, as JSON; `changes` are lies. */
  create({ challenge, rp }, changes = {}) {
    const { x, y } = this.publicKey.export({ format: 'jwk' });
    const [left, right] = [x, y].map((part) => new Uint8Array(Buffer.from(part, 'base64url')));
    const key = isoCBOR.encode(
      new Map([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, left],
        [-3, right],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, key]);
    const authData = Buffer.concat([this.#head(changes.rpId ?? rp.id, PRESENT | ATTESTED), attested]);
    const attestation = new Map([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', changes.challenge ?? challenge, changes),
      attestationObject: encode(isoCBOR.encode(attestation)),
    });
  }

  /** What `navigator.credentials.get` gives, as JSON; `changes` are lies. */
  get({ challenge, rpId }, changes = {}) {
    this.#counter += 1;
    const head = this.#head(changes.rpId ?? rpId, PRESENT);
    const clientDataJSON = this.#clientData('webauthn.get', changes.challenge ?? challenge, changes);
    const signed = Buffer.concat([head, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    const signature = sign('sha256', signed, changes.key ?? this.privateKey);
    return this.#credential({ clientDataJSON, authenticatorData: encode(head), signature: encode(signature) });
  }

  #head(rpId, flags) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  #clientData(type, challenge, { origin = ORIGIN }) {
    return encode(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #credential(response) {
    const id = encode(this.id);
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}
