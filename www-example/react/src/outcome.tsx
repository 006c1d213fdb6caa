import { useState } from 'react';

/** Runs something and shows what came of it. */
export function useOutcome() {
  const [{ run, value }, set] = useState<{ run: number; value?: unknown }>({ run: 0 });
  const of = async (way: () => Promise<unknown>) => {
    const next = await way().catch((error: { error?: string }) => ({ failure: error.error ?? String(error) }));
    set((former) => ({ run: former.run + 1, value: next }));
  };
  const outcome =
    run === 0 ? null : (
      <pre id="outcome" data-run={run}>
        {JSON.stringify(value, null, 2)}
      </pre>
    );
  return { of, outcome };
}

export async function summary(response: Response) {
  return { status: response.status, body: await response.json().catch(() => null) };
}
