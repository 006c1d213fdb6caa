import type { WasmSource } from '../types/wasm.js';
import { blocked, loadFailed } from './failure.js';

/** Fetches and compiles the wasm, as far as that is still to be done. */
export async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) {
    return source;
  }
  if (isBytes(source)) {
    return WebAssembly.compile(source).catch((cause) => refuse('The given bytes', cause));
  }
  return compileResponse(isResponse(source) ? source : await download(source));
}

/** The same for a small wasm: to hand it to another thread takes longer than to compile it. */
export function compileSmall(bytes: BufferSource): WebAssembly.Module | Promise<WebAssembly.Module> {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    // An old browser, which does this with the smallest only, or a failure that is told there.
    return compile(bytes);
  }
}

function isBytes(source: unknown): source is BufferSource {
  return source instanceof ArrayBuffer || ArrayBuffer.isView(source);
}

function isResponse(source: unknown): source is Response {
  return typeof Response !== 'undefined' && source instanceof Response;
}

async function download(source: string | URL | Request): Promise<Response> {
  const address = String(source instanceof URL || typeof source === 'string' ? source : source.url);
  return fetch(source).catch((cause) => {
    throw loadFailed(
      `${address} could not be fetched. Check that the file is deployed and that connect-src allows it.`,
      cause,
    );
  });
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  const type = response.headers.get('content-type') || 'no content type';
  const answer = `${response.url || 'The given response'} (status ${response.status}, ${type})`;
  if (!response.ok) {
    throw loadFailed(`${answer} is an error. Deploy auth0_spa_wasm_bg.wasm at that address.`);
  }
  // Streaming is refused for any other type; the bytes alone are not.
  const streams = type.split(';')[0].trim() === 'application/wasm' && WebAssembly.compileStreaming;
  const module = streams
    ? WebAssembly.compileStreaming(response)
    : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
  return module.catch((cause) => refuse(answer, cause));
}

/** Tells a forbidden WebAssembly from a broken one: the empty module is never broken. */
async function refuse(what: string, cause: unknown): Promise<never> {
  const empty = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  await WebAssembly.compile(empty).catch(() => {
    throw blocked(cause);
  });
  throw loadFailed(
    `${what} is not the WebAssembly of this package. ` +
      'Give init() the auth0_spa_wasm_bg.wasm of the same version, or use the default entry.',
    cause,
  );
}
