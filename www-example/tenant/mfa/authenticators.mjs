// The authenticators people have: apps with one-time passwords, and channels that codes are sent over.

import { randomBytes } from 'node:crypto';
import { CHANNELS } from './names.mjs';
import { newSecret } from './totp.mjs';

const ID = { sms: 'sms', voice: 'voice', email: 'email', auth0: 'push' };
const newId = (kind) => `${kind}|dev_${randomBytes(8).toString('hex')}`;
const newRecoveryCode = () => randomBytes(12).toString('hex').toUpperCase();
const masked = (address) =>
  address.includes('@') ? address.replace(/^(.).*@/, '$1***@') : `XXXXXXXX${address.slice(-4)}`;

export class Authenticators {
  #byUser = new Map();

  clear() {
    this.#byUser.clear();
  }

  #of(sub) {
    if (!this.#byUser.has(sub)) this.#byUser.set(sub, { rows: [], recovery: undefined });
    return this.#byUser.get(sub);
  }

  /** Finished or not: the first code finishes an enrollment. */
  all(sub) {
    return this.#of(sub).rows;
  }

  /** Those whose enrollment is finished. */
  active(sub) {
    return this.#of(sub).rows.filter(({ active }) => active);
  }

  /** A recovery code, where the user has none yet: it is shown once. */
  firstRecoveryCode(sub) {
    const user = this.#of(sub);
    if (user.recovery) return undefined;
    user.recovery = newRecoveryCode();
    return user.recovery;
  }

  /** The next recovery code for a right one; undefined for a wrong one. */
  useRecoveryCode(sub, code) {
    const user = this.#of(sub);
    if (!user.recovery || user.recovery !== code) return undefined;
    user.recovery = newRecoveryCode();
    return user.recovery;
  }

  enrollOtp(sub) {
    const row = { id: newId('totp'), kind: 'otp', type: 'otp', secret: newSecret(), active: false };
    this.#of(sub).rows.push(row);
    return row;
  }

  enrollChannel(sub, channel, address) {
    const row = { id: newId(ID[channel]), kind: 'oob', type: CHANNELS[channel], channel, address, active: false };
    this.#of(sub).rows.push(row);
    return row;
  }

  /** As `GET /mfa/authenticators` shows them. */
  describe(sub) {
    const rows = this.active(sub).map(({ id, kind, type, channel, address, active }) => ({
      id,
      authenticator_type: kind,
      active,
      type,
      ...(channel ? { oob_channels: [channel], oob_channel: channel } : {}),
      ...(address ? { name: masked(address) } : {}),
    }));
    if (!this.#of(sub).recovery || rows.length === 0) return rows;
    const recovery = {
      id: 'recovery-code|dev_1',
      authenticator_type: 'recovery-code',
      active: true,
      type: 'recovery-code',
    };
    return [recovery, ...rows];
  }
}
