// What was sent over the channels of second factors. Nothing leaves the machine: a person reads it on the control
// page, a script at `/control/factors`.

import { randomBytes, randomInt } from 'node:crypto';

export class FactorMessages {
  #rows = [];

  clear() {
    this.#rows = [];
  }

  /** Sends a code, or with the channel `auth0` a question; its `oob_code` names it. */
  send({ sub, authenticator }) {
    const asks = authenticator.channel === 'auth0';
    const message = {
      id: this.#rows.length + 1,
      oobCode: randomBytes(16).toString('base64url'),
      authenticator,
      sub,
      channel: authenticator.channel,
      to: authenticator.address ?? 'app',
      code: asks ? undefined : String(randomInt(1_000_000)).padStart(6, '0'),
      answer: asks ? 'pending' : undefined,
    };
    this.#rows.push(message);
    return message;
  }

  find(oobCode) {
    return this.#rows.find((message) => message.oobCode === oobCode);
  }

  /** Forgets a message whose code was used. */
  remove(message) {
    this.#rows = this.#rows.filter((row) => row !== message);
  }

  /** Answers the newest question that is open, or the one with `id`: `approved` or `denied`. Gives it, if there is one. */
  answer(answer, id) {
    const open = this.#rows.filter((message) => message.answer === 'pending');
    const message = id === undefined ? open.at(-1) : open.find((row) => row.id === id);
    if (message) message.answer = answer;
    return message;
  }

  describe() {
    return this.#rows.map(({ id, sub, channel, to, code, answer }) => ({ id, user: sub, channel, to, code, answer }));
  }
}
