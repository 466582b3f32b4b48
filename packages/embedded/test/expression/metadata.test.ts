import {
  AEROSPIKE_EPOCH,
  ExpressionOp as Op,
  ExpressionType as Type,
  ParticleType,
} from '@aeroform/protocol';
import {
  BINS,
  blob,
  booleanBin,
  outcome,
  recordOf,
  REFUSED,
  type Row,
  sketch,
  textBin,
  UNKNOWN,
} from './expression-bench.js';

describe('metadata', () => {
  test('gives the times of a record that never expires', () => {
    const record = recordOf({});
    expect(outcome([Op.ttl], record)).toBe(-1);
    expect(outcome([Op.voidTime], record)).toBe(-1);
    expect(outcome([Op.lastUpdate], record)).toBe(1_700_000_000_000_000_000n);
    expect(outcome([Op.sinceUpdate], record)).toBe(1500);
  });

  test('gives the times of a record that expires', () => {
    const voidTime = 1_700_000_101 - AEROSPIKE_EPOCH;
    const record = recordOf({}, { voidTime });
    expect(outcome([Op.ttl], record)).toBe(100);
    expect(outcome([Op.voidTime], record)).toBe(1_700_000_101_000_000_000n);
  });

  test('never counts backwards when the clock does', () => {
    const record = recordOf({}, { now: 1_600_000_000_000 });
    expect(outcome([Op.sinceUpdate], record)).toBe(0);
  });

  test('gives sizes, all of them in memory', () => {
    const record = recordOf({}, { recordSize: () => 80 });
    expect(outcome([Op.recordSize], record)).toBe(80);
    expect(outcome([Op.memorySize], record)).toBe(80);
    expect(outcome([Op.deviceSize], record)).toBe(0);
  });

  test('gives the set, and that live records are no tombstones', () => {
    expect(outcome([Op.setName], recordOf({}))).toBe('people');
    expect(outcome([Op.setName], recordOf({}, { setName: '' }))).toBe('');
    expect(outcome([Op.isTombstone], recordOf({}))).toBe(false);
  });

  test.each([
    [3, 1],
    [100, 20],
    [-7, 0x1312_1110 % 7],
    [2 ** 32 + 7, 0x1312_1110 % 7],
  ])('takes the last four bytes of the digest modulo %d', (modulus, expected) => {
    // Which are 0x1312_1110.
    expect(outcome([Op.digestModulo, modulus], recordOf({}))).toBe(expected);
  });

  test.each<Row>([
    ['digest_modulo by 0', [Op.digestModulo, 0], REFUSED],
    ['digest_modulo by 2^32, of which 0 is left', [Op.digestModulo, 2 ** 32], REFUSED],
    ['digest_modulo by an expression', [Op.digestModulo, [Op.ttl]], REFUSED],
    ['ttl with an operand', [Op.ttl, 1], REFUSED],
  ])('refuses %s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });
});

describe('the user key', () => {
  const keyed = (type: number, hex: string): ReturnType<typeof recordOf> =>
    recordOf({}, { userKey: Buffer.concat([Buffer.from([type]), Buffer.from(hex, 'hex')]) });

  test('is unknown when it was not stored', () => {
    expect(outcome([Op.keyExists])).toBe(false);
    expect(outcome([Op.key, Type.integer])).toBe(UNKNOWN);
  });

  test('is known when it was stored with the type that is asked for', () => {
    const record = keyed(ParticleType.integer, 'fffffffffffffffe');
    expect(outcome([Op.keyExists], record)).toBe(true);
    expect(outcome([Op.key, Type.integer], record)).toBe(-2);
    expect(outcome([Op.key, Type.string], record)).toBe(UNKNOWN);
    expect(outcome([Op.key, Type.string], keyed(ParticleType.string, '6b31'))).toBe('k1');
    expect(outcome([Op.key, Type.blob], keyed(ParticleType.blob, '00ff'))).toEqual(blob('00ff'));
  });

  test('has no other types', () => {
    expect(outcome([Op.key, Type.float])).toBe(REFUSED);
    expect(outcome([Op.key, Type.list])).toBe(REFUSED);
  });
});

describe('bins', () => {
  test.each<Row>([
    ['a bin', textBin('s'), 'hello'],
    ['a boolean bin', booleanBin('u'), false],
    ['a missing bin', textBin('missing'), UNKNOWN],
    ['a bin of another type', textBin('i'), UNKNOWN],
    ['a bin declared as nil', [Op.bin, Type.nil, 'i'], UNKNOWN],
    ['a name of 15 bytes', textBin('fifteen-bytes-x'), UNKNOWN],
    ['a name of 16 bytes', textBin('sixteen-bytes-xx'), REFUSED],
    ['a name with a NUL', textBin('a\0b'), REFUSED],
    ['a type that does not exist', [Op.bin, 10, 'i'], REFUSED],
    ['a type of more than 32 bits', [Op.bin, 2 ** 32 + 2, 'i'], REFUSED],
    ['a name that is no text', [Op.bin, Type.integer, 5], REFUSED],
    ['the type of a missing bin', [Op.binType, 'missing'], ParticleType.null],
    ['the type of an integer bin', [Op.binType, 'i'], ParticleType.integer],
    ['the type of a map bin', [Op.binType, 'm'], ParticleType.map],
    ['the type of a GeoJSON bin', [Op.binType, 'g'], ParticleType.geojson],
  ])('%s', (_title, tree, expected) => {
    expect(outcome(tree)).toEqual(expected);
  });

  test('tells sketches from other bytes', () => {
    const record = recordOf({ ...BINS, h: sketch('00ff') });
    expect(outcome([Op.bin, Type.hll, 'h'], record)).toEqual(sketch('00ff'));
    expect(outcome([Op.bin, Type.blob, 'h'], record)).toBe(UNKNOWN);
    expect(outcome([Op.binType, 'h'], record)).toBe(ParticleType.hll);
  });
});
