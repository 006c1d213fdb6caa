// The instructions of WebAssembly, as far as it takes to tell where each begins and ends.

const NUMBERS = (count) => (reader) => {
  for (let left = count; left > 0; left--) reader.number();
};
const BYTES = (count) => (reader) => (reader.place += count);
const LIST = (reader) => NUMBERS(reader.number())(reader);
const TARGETS = (reader) => NUMBERS(reader.number() + 1)(reader);

// First and last opcode, and what follows them.
const SHAPES = [
  [0x00, 0x01, BYTES(0)],
  [0x02, 0x04, NUMBERS(1)],
  [0x05, 0x05, BYTES(0)],
  [0x0b, 0x0b, BYTES(0)],
  [0x0c, 0x0d, NUMBERS(1)],
  [0x0e, 0x0e, TARGETS],
  [0x0f, 0x0f, BYTES(0)],
  [0x10, 0x10, NUMBERS(1)],
  [0x11, 0x11, NUMBERS(2)],
  [0x1a, 0x1b, BYTES(0)],
  [0x1c, 0x1c, LIST],
  [0x20, 0x26, NUMBERS(1)],
  [0x28, 0x3e, NUMBERS(2)],
  [0x3f, 0x42, NUMBERS(1)],
  [0x43, 0x43, BYTES(4)],
  [0x44, 0x44, BYTES(8)],
  [0x45, 0xc4, BYTES(0)],
  [0xd0, 0xd0, NUMBERS(1)],
  [0xd1, 0xd1, BYTES(0)],
  [0xd2, 0xd2, NUMBERS(1)],
];
const PREFIX = 0xfc;
const PREFIXED = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

const shapes = new Map();
for (const [first, last, shape] of SHAPES) {
  for (let opcode = first; opcode <= last; opcode++) shapes.set(opcode, shape);
}
shapes.set(PREFIX, (reader) => {
  const which = reader.number();
  if (which >= PREFIXED.length) throw unknown(PREFIX, which);
  NUMBERS(PREFIXED[which])(reader);
});

const unknown = (...opcode) =>
  new Error(
    `The wasm has an instruction that this script does not know: ${opcode.map((byte) => byte.toString(16)).join(' ')}.`,
  );

/** The instructions from the reader's place on: for each its opcode, and from where to where it and what follows it are. */
export function* instructions(reader, end) {
  while (reader.place < end) {
    const start = reader.place;
    const opcode = reader.byte();
    const shape = shapes.get(opcode);
    if (!shape) throw unknown(opcode);
    shape(reader);
    yield { opcode, start, end: reader.place };
  }
}
