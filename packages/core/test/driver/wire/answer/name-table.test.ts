import fc from 'fast-check';
import { readName } from '../../../../src/driver/wire/answer/name-table.js';

describe('readName', () => {
  it('reads every name as it is, also those that share a place in the table', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 15 })), (names) => {
        for (const name of [...names, ...names]) {
          const bytes = Buffer.from(`<${name}>`);
          expect(readName(bytes, 1, bytes.length - 1)).toBe(name);
        }
      }),
    );
  });

  it('tells all names of three letters apart', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    for (const a of letters) {
      for (const b of letters) {
        const bytes = Buffer.from(`x${a}${b}`);
        if (readName(bytes, 0, 3) !== `x${a}${b}`) throw new Error(`${a}${b} was confused`);
      }
    }
    const bytes = Buffer.from('id');
    expect(readName(bytes, 0, 2)).toBe('id');
    expect(readName(bytes, 0, 0)).toBe('');
  });
});
