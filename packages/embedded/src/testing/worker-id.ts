/**
 * The number of the test worker that runs this code, from 1 on: Jest's `JEST_WORKER_ID`, Vitest's
 * `VITEST_POOL_ID`, otherwise 1. Test files of one worker run one after the other.
 */
export function testWorkerId(): number {
  const text = process.env['JEST_WORKER_ID'] ?? process.env['VITEST_POOL_ID'] ?? '1';
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : 1;
}
