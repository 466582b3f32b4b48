import { generateId, ulid, uuidv7 } from '../../src/id/generate-id.js';

test('UUIDs of version 7 have their version, variant and time', () => {
  const before = Date.now();
  const id = uuidv7();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const time = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});

test('ULIDs have 26 characters that begin with the time', () => {
  jest.spyOn(Date, 'now').mockReturnValue(1_469_918_176_385);
  expect(ulid()).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
  jest.restoreAllMocks();
});

test.each(['uuidv4', 'uuidv7', 'ulid'] as const)(
  '%s gives another id every time',
  async (strategy) => {
    const ids = await Promise.all(Array.from({ length: 100 }, () => generateId(strategy)));
    expect(new Set(ids).size).toBe(100);
  },
);

test('assigned ids are the caller’s, and functions may wait', async () => {
  expect(await generateId('assigned')).toBeUndefined();
  expect(await generateId(() => Promise.resolve(7n))).toBe(7n);
});
