import type { Run } from '../workload/workload.js';

/**
 * Keeps calls under way for some time, and waits for the last of them.
 * It costs less than tinybench, which takes the time of each call.
 *
 * @returns how many calls were made
 */
export async function keepBusy(
  run: Run,
  concurrency: number,
  milliseconds: number,
): Promise<number> {
  const ends = performance.now() + milliseconds;
  let calls = 0;
  const work = async (): Promise<void> => {
    do await run(calls++);
    while (performance.now() < ends);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return calls;
}
