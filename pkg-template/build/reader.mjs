// The binary format of WebAssembly, as far as this project reads it.

export class Reader {
  constructor(bytes, place = 0) {
    this.bytes = bytes;
    this.place = place;
  }

  byte() {
    return this.bytes[this.place++];
  }

  /** An unsigned number in LEB128. */
  number() {
    let [value, factor, byte] = [0, 1, 0];
    do {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
    } while (byte & 0x80);
    return value;
  }

  text() {
    const length = this.number();
    this.place += length;
    return this.bytes.toString('utf8', this.place - length, this.place);
  }

  /** So many bytes. */
  part(length) {
    this.place += length;
    return this.bytes.subarray(this.place - length, this.place);
  }

  limits() {
    const hasMost = this.byte() & 1;
    this.number();
    if (hasMost) this.number();
  }
}
