// Instructions cut into what all of their kind begin with, one number, and what follows it.

import { instructions } from './instructions.mjs';
import { Reader } from './reader.mjs';

const [CALL_INDIRECT, CONSTANT, ADD, SUBTRACT] = [0x11, 0x41, 0x6a, 0x6b];
const [FIRST_ACCESS, LAST_ACCESS] = [0x28, 0x3e];

/** The column of the number that follows an opcode. Numbers of one column are alike, and compress well together. */
const COLUMNS = new Map([
  [0x02, 'block'],
  [0x03, 'block'],
  [0x04, 'block'],
  [0x0c, 'branch'],
  [0x0d, 'branch'],
  [0x10, 'call'],
  [CALL_INDIRECT, 'type'],
  [0x20, 'get'],
  [0x21, 'set'],
  [0x22, 'set'],
  [CONSTANT, 'constant'],
  [0x42, 'long constant'],
]);
for (let opcode = FIRST_ACCESS; opcode <= LAST_ACCESS; opcode++) COLUMNS.set(opcode, 'offset');

/**
 * The pieces of a function body: `{ start, column, operand, rest }`, or `{ start }` for what stays whole. Written one
 * after the other they are the body.
 */
export function piecesOf(body) {
  const reader = new Reader(body);
  for (let left = reader.number(); left > 0; left--) {
    reader.number();
    reader.byte();
  }
  const pieces = [{ start: body.subarray(0, reader.place) }];
  for (const instruction of instructions(reader, body.length)) {
    const piece = cut(instruction, body);
    pieces.push(piece);
    // It ends with the byte that follows.
    if (piece.column === 'added') reader.place += 1;
  }
  return pieces;
}

function cut({ opcode, start, end }, body) {
  const column = COLUMNS.get(opcode);
  if (!column) return { start: body.subarray(start, end) };
  const from = start + (column === 'offset' ? 2 : 1);
  const to = endOfNumber(body, from);
  // What is added or subtracted is unlike other constants: offsets, and the sizes of frames.
  const isAdded = opcode === CONSTANT && (body[end] === ADD || body[end] === SUBTRACT);
  return {
    start: body.subarray(start, from),
    column: isAdded ? 'added' : column,
    operand: body.subarray(from, to),
    rest: body.subarray(to, isAdded ? end + 1 : end),
  };
}

function endOfNumber(body, from) {
  const reader = new Reader(body, from);
  reader.number();
  return reader.place;
}
