import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many milliseconds; an aborted signal ends the wait, and the caller says what follows. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal | null | undefined,
): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
