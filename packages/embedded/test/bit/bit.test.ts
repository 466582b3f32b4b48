import { BitOp, ParticleType, WireBlob } from '@aeroform/protocol';
import { answerOf, bits, type Call, outcomeOf } from './run';
import { blob, type Plain } from '../cdt/wire-notation';

const CREATE_ONLY = 1;
const UPDATE_ONLY = 2;
const NO_FAIL = 4;
const PARTIAL = 8;
const FROM_FRONT = 1;
const GROW_ONLY = 2;
const SHRINK_ONLY = 4;
const SIGNED = 1;
const SATURATE = 2;
const WRAP = 4;

const BYTES = bits('10100101 11110000 00001111');
const FULL = bits('11111111 11111111');

type Case = [title: string, before: Plain | undefined, call: Call, outcome: string];

function check(title: string, cases: Case[]): void {
  it.each(cases)(title, (_title, before, call, outcome) => {
    expect(outcomeOf(before, call)).toBe(outcome);
  });
}

describe('operations that modify bits', () => {
  check('length: %s', [
    ['grows at the end', BYTES, [BitOp.resize, 4], '10100101 11110000 00001111 00000000'],
    [
      'grows in front',
      BYTES,
      [BitOp.resize, 4, 0, FROM_FRONT],
      '00000000 10100101 11110000 00001111',
    ],
    ['shrinks at the end', BYTES, [BitOp.resize, 1], '10100101'],
    ['shrinks in front', BYTES, [BitOp.resize, 1, 0, FROM_FRONT], '00001111'],
    ['creates zeros', undefined, [BitOp.resize, 2], '00000000 00000000'],
    ['does not grow against the flags', BYTES, [BitOp.resize, 4, 0, SHRINK_ONLY], '!4'],
    ['does not shrink against the flags', BYTES, [BitOp.resize, 1, 0, GROW_ONLY], '!4'],
    [
      'stays against the flags, if it must not fail',
      BYTES,
      [BitOp.resize, 1, NO_FAIL, GROW_ONLY],
      '10100101 11110000 00001111',
    ],
    ['inserts bytes', BYTES, [BitOp.insert, 1, blob(0xaa)], '10100101 10101010 11110000 00001111'],
    [
      'inserts bytes by a negative offset',
      BYTES,
      [BitOp.insert, -1, blob(0xaa)],
      '10100101 11110000 10101010 00001111',
    ],
    [
      'inserts behind the end, over zeros',
      bits('11111111'),
      [BitOp.insert, 2, blob(0xaa)],
      '11111111 00000000 10101010',
    ],
    ['inserts text as bytes', bits('11111111'), [BitOp.insert, 0, 'A'], '01000001 11111111'],
    ['creates by inserting', undefined, [BitOp.insert, 1, blob(0xaa)], '00000000 10101010'],
    ['removes bytes', BYTES, [BitOp.remove, 0, 2], '00001111'],
    ['removes what is there', BYTES, [BitOp.remove, 2, 2, PARTIAL], '10100101 11110000'],
    ['does not remove more than is there', BYTES, [BitOp.remove, 2, 2], '!4'],
    ['does not insert in front of the first byte', BYTES, [BitOp.insert, -4, blob(0xaa)], '!4'],
  ]);

  check('range: %s', [
    ['set', BYTES, [BitOp.set, 4, 8, blob(0x00)], '10100000 00000000 00001111'],
    [
      'set by a negative offset',
      BYTES,
      [BitOp.set, -4, 4, blob(0x00)],
      '10100101 11110000 00000000',
    ],
    ['or', BYTES, [BitOp.or, 6, 8, blob(0xff)], '10100111 11111100 00001111'],
    ['xor', BYTES, [BitOp.xor, 2, 12, blob(0xff, 0xf0)], '10011010 00001100 00001111'],
    ['and', BYTES, [BitOp.and, 2, 5, blob(0x88)], '10100001 11110000 00001111'],
    ['not', BYTES, [BitOp.not, 3, 14], '10111010 00001111 10001111'],
    ['shift left', BYTES, [BitOp.leftShift, 2, 12, 3], '10101111 10000000 00001111'],
    ['shift right', BYTES, [BitOp.rightShift, 2, 12, 3], '10000100 10111100 00001111'],
    ['shift everything out', BYTES, [BitOp.leftShift, 0, 8, 8], '00000000 11110000 00001111'],
    ['set what is there', FULL, [BitOp.set, 12, 8, blob(0x00), PARTIAL], '11111111 11110000'],
    ['not beyond the end', FULL, [BitOp.set, 12, 8, blob(0x00)], '!26'],
    [
      'nothing beyond the end, if it must not fail',
      FULL,
      [BitOp.set, 12, 8, blob(0x00), NO_FAIL],
      '11111111 11111111',
    ],
    ['not with too few bits', FULL, [BitOp.set, 0, 9, blob(0x00)], '!4'],
    ['not without bits', FULL, [BitOp.not, 0, 0], '!4'],
    ['not in front of the first bit', FULL, [BitOp.not, -17, 1], '!4'],
  ]);

  check('integer: %s', [
    ['set', BYTES, [BitOp.setInt, 4, 8, 0x3c], '10100011 11000000 00001111'],
    ['set the low bits of', BYTES, [BitOp.setInt, 4, 4, 0x3c], '10101100 11110000 00001111'],
    ['add', BYTES, [BitOp.add, 0, 8, 1], '10100110 11110000 00001111'],
    ['subtract', BYTES, [BitOp.subtract, 0, 8, 0xa5], '00000000 11110000 00001111'],
    ['overflow', FULL, [BitOp.add, 0, 8, 1], '!26'],
    ['no overflow, if it must not fail', FULL, [BitOp.add, 0, 8, 1, NO_FAIL], '11111111 11111111'],
    ['overflow to the greatest', bits('11111110'), [BitOp.add, 0, 8, 5, 0, SATURATE], '11111111'],
    ['overflow around', bits('11111110'), [BitOp.add, 0, 8, 5, 0, WRAP], '00000011'],
    ['below 0', bits('00000001'), [BitOp.subtract, 0, 8, 5, 0, SATURATE], '00000000'],
    [
      'signed, to the greatest',
      bits('01111110'),
      [BitOp.add, 0, 8, 5, 0, SIGNED | SATURATE],
      '01111111',
    ],
    [
      'signed, to the smallest',
      bits('10000001'),
      [BitOp.subtract, 0, 8, 5, 0, SIGNED | SATURATE],
      '10000000',
    ],
    ['signed, beyond the greatest', bits('01111110'), [BitOp.add, 0, 8, 5, 0, SIGNED], '!26'],
    [
      'of 64 bits',
      bits('00000000'.repeat(8)),
      [BitOp.subtract, 0, 64, 1, 0, WRAP],
      '11111111 11111111 11111111 11111111 11111111 11111111 11111111 11111111',
    ],
    ['of more than 64 bits', bits('00000000'.repeat(9)), [BitOp.add, 0, 65, 1], '!4'],
    ['beyond the end', FULL, [BitOp.add, 12, 8, 1], '!26'],
    ['by contradicting flags', FULL, [BitOp.add, 0, 8, 1, 0, SATURATE | WRAP], '!4'],
  ]);

  check('bin: %s', [
    ['not created by an update', undefined, [BitOp.insert, 0, blob(1), UPDATE_ONLY], '!17'],
    ['not created by a range', undefined, [BitOp.not, 0, 1], '!17'],
    ['left missing, if it must not fail', undefined, [BitOp.not, 0, 1, NO_FAIL], 'nil'],
    ['not updated by a creation', FULL, [BitOp.resize, 1, CREATE_ONLY], '!6'],
    [
      'left as it is, if it must not fail',
      FULL,
      [BitOp.resize, 1, CREATE_ONLY | NO_FAIL],
      '11111111 11111111',
    ],
    ['of another type', 'text', [BitOp.resize, 1], '!12'],
    [
      'a blob of another language',
      new WireBlob(ParticleType.javaBlob, Buffer.from([1])),
      [BitOp.resize, 1],
      '!12',
    ],
    ['with too few arguments', FULL, [BitOp.set, 0, 8], '!4'],
    ['with unknown flags', FULL, [BitOp.not, 0, 8, 16], '!4'],
    ['with a read as modification', FULL, [BitOp.get, 0, 8], '!4'],
  ]);
});

describe('operations that read bits', () => {
  it.each<[string, Plain, Call, string]>([
    ['bits', BYTES, [BitOp.get, 4, 8], '01011111'],
    ['bits that fill no byte', BYTES, [BitOp.get, 4, 5], '01011000'],
    ['the number of bits set', BYTES, [BitOp.count, 2, 20], '9'],
    ['the first bit set', BYTES, [BitOp.leftScan, 13, 11, true], '7'],
    ['the first bit not set', BYTES, [BitOp.leftScan, 8, 8, false], '4'],
    ['−1 for no bit', FULL, [BitOp.leftScan, 0, 16, false], '-1'],
    ['the last bit set', BYTES, [BitOp.rightScan, 0, 16, true], '11'],
    [
      'the last bit, even in front of the offset',
      bits('10000000 00000000'),
      [BitOp.rightScan, 4, 10, true],
      '-4',
    ],
    ['an integer', BYTES, [BitOp.getInt, 8, 8], '240'],
    ['a signed integer', BYTES, [BitOp.getInt, 8, 8, SIGNED], '-16'],
    ['64 bits as a signed integer', bits('11111111'.repeat(8)), [BitOp.getInt, 0, 64], '-1'],
    ['bits by a negative offset', BYTES, [BitOp.get, -8, 4], '00000000'],
  ])('answer %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });

  it.each<[string, Plain, Call, string]>([
    ['bits beyond the end', FULL, [BitOp.get, 12, 8], '!26'],
    ['bits behind the end', FULL, [BitOp.count, 16, 1], '!26'],
    ['bits in front of the first', FULL, [BitOp.get, -17, 1], '!4'],
    ['no bits', FULL, [BitOp.get, 0, 0], '!4'],
    ['an integer of too many bits', FULL, [BitOp.getInt, 0, 65], '!4'],
    ['unknown signs', FULL, [BitOp.getInt, 0, 8, 2], '!4'],
    ['bits of an integer', 5, [BitOp.get, 0, 1], '!12'],
    ['a scan for no boolean', FULL, [BitOp.leftScan, 0, 8, 1], '!4'],
  ])('refuse %s', (_title, value, call, answer) => {
    expect(answerOf(value, call)).toBe(answer);
  });
});
