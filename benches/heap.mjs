// What a page holds, after everything that nobody needs was collected.

/** Bytes: `{ js, wasm }`, the objects of JavaScript and the memories of WebAssembly. Workers are not part of it. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return { js: usedSize, wasm: await wasmMemory(session) };
  } finally {
    await session.detach();
  }
}

/** The browser finds every memory there is, so that no package has to show its own. */
async function wasmMemory(session) {
  const prototype = await session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId });
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
    returnByValue: true,
  });
  return result.value;
}
