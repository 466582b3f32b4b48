/**
 * Waits so many milliseconds. An aborted signal ends the wait, and leaves no timer; the caller says what
 * follows.
 */
export async function pause(
  milliseconds: number,
  ...signals: readonly (AbortSignal | null | undefined)[]
): Promise<void> {
  const given = signals.filter((signal) => signal !== null && signal !== undefined);
  if (given.some(({ aborted }) => aborted)) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const signal of given) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    for (const signal of given) signal.addEventListener('abort', end, { once: true });
  });
}
