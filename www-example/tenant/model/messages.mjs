// The messages that the tenant would have sent: `{to, channel, code}`, oldest first.

export class Messages {
  #sent = [];

  clear() {
    this.#sent = [];
  }

  push(message) {
    this.#sent.push(message);
  }

  all() {
    return [...this.#sent];
  }
}
