import { GenericError } from '../errors/generic.js';

function failure(code: string, description: string, cause?: unknown): GenericError {
  const error = new GenericError(code, description);
  return cause === undefined ? error : Object.assign(error, { cause });
}

/** The environment lacks something that the wasm needs. */
export function unsupported(missing: string, next: string): GenericError {
  return failure('wasm_unsupported', `${missing} is missing in this environment. ${next}`);
}

/** A content security policy forbids WebAssembly. */
export function blocked(cause: unknown): GenericError {
  return failure(
    'wasm_blocked',
    "The content security policy of this page forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src.",
    cause,
  );
}

/** The wasm could not be fetched, compiled or started. */
export function loadFailed(description: string, cause?: unknown): GenericError {
  return failure('wasm_load_failed', description, cause);
}
