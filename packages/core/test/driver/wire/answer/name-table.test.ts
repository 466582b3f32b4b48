import fc from 'fast-check';
import { NameSequence } from '../../../../src/driver/wire/answer/name-sequence.js';
import { knownName } from '../../../../src/driver/wire/answer/name-table.js';

const readName = (buffer: Buffer, start: number, end: number): string =>
  knownName(buffer, start, end).name;

describe('knownName', () => {
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

describe('NameSequence', () => {
  it('reads every name as it is, whatever was at its place before', () => {
    const record = fc.array(fc.constantFrom('id', 'ie', 'age', 'name', '', 'ö', 'a'), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const sequence = new NameSequence();
        for (const names of records) {
          const read = names.map((name, place) => {
            const bytes = Buffer.from(`<${name}>`);
            return sequence.read(place, bytes, 1, bytes.length - 1);
          });
          expect(read).toEqual(names);
        }
      }),
    );
  });
});
