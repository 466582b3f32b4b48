import { setTimeout as delay } from 'node:timers/promises';
import { runChunks } from '../../src/batch/run-chunks.js';

const numbers = Array.from({ length: 10 }, (_, index) => index);
const unsent = (record: number) => -record;

test('results are in the order of the records, whichever chunk ends first', async () => {
  const results = await runChunks(
    numbers,
    { chunk: 3, parallel: 4 },
    async (chunk, start) => {
      await delay(10 - start);
      return chunk.map((record) => record * 2);
    },
    unsent,
  );
  expect(results).toEqual(numbers.map((record) => record * 2));
});

test('no more chunks are under way than allowed', async () => {
  let running = 0;
  let most = 0;
  const send = async (chunk: readonly number[]) => {
    most = Math.max(most, ++running);
    await delay(1);
    running--;
    return chunk;
  };
  await runChunks(numbers, { chunk: 1, parallel: 3 }, send, unsent);
  expect(most).toBe(3);
});

test('progress counts the records, and an abort leaves the rest unsent', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const results = await runChunks(
    numbers,
    {
      chunk: 2,
      parallel: 1,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        seen.push(done);
        expect(total).toBe(10);
        if (done === 4) controller.abort();
      },
    },
    (chunk) => Promise.resolve(chunk),
    unsent,
  );
  expect(seen).toEqual([2, 4, 6, 8, 10]);
  expect(results).toEqual([0, 1, 2, 3, -4, -5, -6, -7, -8, -9]);
});

test('a progress function that fails keeps the rest from being sent', async () => {
  const results = await runChunks<number, unknown>(
    numbers,
    {
      chunk: 4,
      parallel: 1,
      onProgress: () => {
        throw new Error('screen');
      },
    },
    (chunk) => Promise.resolve(chunk),
    (record, _index, reason) => `${record} ${String(reason)}`,
  );
  const unsentOnes = numbers.slice(4).map((record) => `${record} Error: screen`);
  expect(results).toEqual([0, 1, 2, 3, ...unsentOnes]);
});

test('one that fails at the end is a warning, since nothing was kept from being sent', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const results = await runChunks(
    numbers,
    {
      chunk: 5,
      parallel: 1,
      onProgress: ({ done, total }) => {
        if (done === total) throw new Error('screen');
      },
    },
    (chunk) => Promise.resolve(chunk),
    unsent,
  );
  expect(results).toEqual(numbers);
  expect(warn.mock.calls).toEqual([
    ['a function given to onProgress failed: screen', { code: 'AEROFORM_PROGRESS' }],
  ]);
  warn.mockRestore();
});
