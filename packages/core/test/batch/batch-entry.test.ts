import { batchEntry, InvalidArgError, type Key, operations } from '../../src/index.js';

const key: Key = ['test', 'users', 1];

describe('batchEntry', () => {
  it.each<[string, () => unknown]>([
    ['a list of bins', () => batchEntry.read(key, ['a'] as never)],
    ['a misspelt option', () => batchEntry.read(key, { bin: ['a'] } as never)],
    ['a meta without its name', () => batchEntry.write(key, { a: 1 }, { gen: 1 } as never)],
    [
      'a misspelt policy',
      () => batchEntry.operate(key, [operations.read('a')], { polcy: {} } as never),
    ],
    ['an option of another entry', () => batchEntry.remove(key, { bins: null } as never)],
  ])('refuses %s in the place of its options', (_what, build) => {
    expect(build).toThrow(InvalidArgError);
    expect(build).toThrow('options');
  });

  it('freezes what it makes', () => {
    expect(Object.isFrozen(batchEntry.read(key, { bins: ['a'] }))).toBe(true);
  });
});
