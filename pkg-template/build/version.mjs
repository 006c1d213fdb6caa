// The version of the package. Cargo.toml is the one place that says it.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const CARGO = resolve(import.meta.dirname, '../../Cargo.toml');

export function packageVersion() {
  const version = /^version = "(.+)"$/m.exec(readFileSync(CARGO, 'utf8'))?.[1];
  if (!version) throw new Error('Cargo.toml names no version');
  return version;
}
