import { ref } from 'vue';

/** Runs something and keeps what came of it, to be shown. */
export function useOutcome() {
  const outcome = ref<{ run: number; value: unknown }>();
  const of = async (way: () => Promise<unknown>) => {
    const value = await way().catch((error: { error?: string }) => ({ failure: error.error ?? String(error) }));
    outcome.value = { run: (outcome.value?.run ?? 0) + 1, value };
  };
  return { outcome, of };
}

export async function summary(response: Response) {
  return { status: response.status, body: await response.json().catch(() => null) };
}
