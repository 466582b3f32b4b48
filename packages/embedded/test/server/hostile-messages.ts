import {
  encodeFrame,
  FieldType,
  Info1,
  Info2,
  Info3,
  type MessageField,
  OpType,
  ParticleType,
  ProtoType,
} from '@aeroform/protocol';
import { key, messageBody, messageFrame, op, put, text } from '../support/wire-client';

/** What a server of the Community Edition 8.1.2 answered to each of these, if nothing else is said. */
export interface HostileMessage {
  readonly what: string;
  readonly frame: Buffer;
  /** Result code of the only, or last, message of the answer. */
  readonly resultCode: number;
}

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const nested = (depth: number, open: string, inner = 'c0'): Buffer =>
  bytes(open.repeat(depth) + inner);
const field = (type: number, data: Buffer | string): MessageField => ({
  type,
  data: Buffer.isBuffer(data) ? data : Buffer.from(data, 'latin1'),
});

/** The header of a message, with counts that need not be true, and what follows it. */
function rawMessage(
  flags: readonly number[],
  counts: readonly [number, number],
  rest: Buffer,
): Buffer {
  const body = Buffer.concat([messageBody({}), rest]);
  Buffer.from(flags).copy(body, 1);
  body.writeUInt16BE(counts[0], 18);
  body.writeUInt16BE(counts[1], 20);
  return encodeFrame(ProtoType.message, body);
}

/** Namespace, set and digest as bytes. */
const keyBytes = messageBody({ fields: key(1) }).subarray(22);
const read = Info1.read | Info1.getAll;

const reading = (what: string, resultCode: number, ...fields: MessageField[]): HostileMessage => ({
  what,
  resultCode,
  frame: messageFrame({ info1: read, fields: [...key(1), ...fields] }),
});
const filtered = (what: string, resultCode: number, filter: Buffer): HostileMessage =>
  reading(what, resultCode, field(FieldType.filterExpression, filter));
const writing = (
  what: string,
  resultCode: number,
  type: number,
  value: Buffer,
): HostileMessage => ({
  what,
  resultCode,
  frame: messageFrame({
    info2: Info2.write,
    fields: key(9),
    ops: [op(OpType.write, 'z', value, type)],
  }),
});
const calling = (what: string, resultCode: number, hex: string | Buffer): HostileMessage => {
  const value = typeof hex === 'string' ? bytes(hex) : hex;
  const ops = [op(OpType.cdtRead, 'l', value)];
  return { what, resultCode, frame: messageFrame({ info1: Info1.read, fields: key(1), ops }) };
};
const raw = (
  what: string,
  resultCode: number,
  counts: readonly [number, number],
  rest: Buffer,
): HostileMessage => ({ what, resultCode, frame: rawMessage([Info1.read], counts, rest) });

const geo = (what: string, resultCode: number, json: string): HostileMessage =>
  writing(
    what,
    resultCode,
    ParticleType.geojson,
    Buffer.concat([bytes('000000'), Buffer.from(json)]),
  );

const batch = (what: string, resultCode: number, count: number, rows: string): HostileMessage => {
  const head = Buffer.alloc(5, 1);
  head.writeUInt32BE(count);
  const data = Buffer.concat([head, bytes(rows)]);
  return {
    what,
    resultCode,
    frame: messageFrame({ info1: Info1.batch, fields: [field(FieldType.batch, data)] }),
  };
};
/** Index, digest, no flags, a read of the namespace `test`. */
const row = `00000000${'01'.repeat(20)}00 03 0001 0000 00000005 00 74657374`;

const query = (what: string, resultCode: number, ...fields: MessageField[]): HostileMessage => ({
  what,
  resultCode,
  frame: messageFrame({
    info1: Info1.read,
    info3: Info3.partitionDone,
    fields: [text(FieldType.namespace, 'test'), text(FieldType.set, 'set'), ...fields],
  }),
});
const partitions = (hex: string): MessageField => field(FieldType.partitionIds, bytes(hex));

export const HOSTILE_MESSAGES: readonly HostileMessage[] = [
  { what: 'an empty body', resultCode: 4, frame: encodeFrame(ProtoType.message, Buffer.alloc(0)) },
  { what: 'a body of 21 bytes', resultCode: 4, frame: encodeFrame(3, Buffer.alloc(21)) },
  { what: 'a body of zeros', resultCode: 20, frame: encodeFrame(3, Buffer.alloc(22)) },
  raw('65535 fields announced', 4, [65535, 0], keyBytes),
  raw('fewer fields announced than sent', 4, [2, 0], keyBytes),
  raw('65535 operations announced', 4, [3, 65535], keyBytes),
  raw('a field of size 0', 4, [4, 0], Buffer.concat([keyBytes, bytes('00000000')])),
  raw('a field of 4 GiB', 4, [4, 0], Buffer.concat([keyBytes, bytes('ffffffff2b')])),
  raw('a field of 2 GiB', 4, [4, 0], Buffer.concat([keyBytes, bytes('800000002b')])),
  raw('an operation of size 0', 4, [3, 1], Buffer.concat([keyBytes, bytes('00000000')])),
  raw('an operation of size 3', 4, [3, 1], Buffer.concat([keyBytes, bytes('00000003010000')])),
  raw('an operation of 4 GiB', 4, [3, 1], Buffer.concat([keyBytes, bytes('ffffffff0100000161')])),
  raw(
    'a bin name beyond its end',
    4,
    [3, 1],
    Buffer.concat([keyBytes, bytes('000000050100002061')]),
  ),
  reading('an unknown field', 0, field(255, 'abc')),
  reading('an empty filter', 4, field(FieldType.filterExpression, '')),
  reading('two digests', 0, field(FieldType.digest, Buffer.alloc(20, 2))),
  {
    what: 'a namespace of 10,000 bytes',
    resultCode: 20,
    frame: messageFrame({ info1: read, fields: [text(FieldType.namespace, 'n'.repeat(10_000))] }),
  },
  {
    what: 'a new set of 10,000 bytes',
    resultCode: 4,
    frame: messageFrame({
      info2: Info2.write,
      fields: key(8, 's'.repeat(10_000)),
      ops: [put('a', 1)],
    }),
  },
  {
    what: 'a new set with a NUL',
    resultCode: 4,
    frame: messageFrame({ info2: Info2.write, fields: key(8, 's\0t'), ops: [put('a', 1)] }),
  },
  {
    what: 'every flag',
    resultCode: 4,
    frame: messageFrame({ info1: 255, info2: 255, info3: 255, info4: 255, fields: key(1) }),
  },
  writing('an integer of 3 bytes', 4, ParticleType.integer, bytes('010203')),
  writing('a list of 4 billion', 1, ParticleType.list, bytes('ddffffffff01')),
  writing('a map of 4 billion', 1, ParticleType.map, bytes('dfffffffff01')),
  writing('a list that ends early', 1, ParticleType.list, bytes('9301')),
  writing('no bytes for a list', 1, ParticleType.list, bytes('')),
  writing('text of 4 GiB in a list', 1, ParticleType.list, bytes('91dbffffffff03')),
  writing('a byte that is no msgpack', 1, ParticleType.list, bytes('91c1')),
  writing('256 lists in each other', 0, ParticleType.list, nested(256, '91')),
  geo('GeoJSON of 2049 levels', 160, '['.repeat(2049) + ']'.repeat(2049)),
  geo('GeoJSON of 100,000 levels', 160, '['.repeat(100_000)),
  geo('a circle of 1e300 m', 160, '{"type":"AeroCircle","coordinates":[[0,0],1e300]}'),
  geo('a point of texts', 160, '{"type":"Point","coordinates":["a","b"]}'),
  geo('a polygon of 2 points', 160, '{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}'),
  calling('a call without bytes', 4, ''),
  calling('a call without a code', 4, '90'),
  calling('an unknown call', 12, '91ff'),
  calling('a code beyond 32 bits', 0, '91cf0000000100000010'),
  calling('a context of an unknown kind', 26, '93ccff92ccff009110'),
  calling('a context of odd size', 4, '93ccff91109110'),
  calling('a context of 3000 lists', 26, `93ccff9210${'91'.repeat(3000)}c09110`),
  filtered('a filter that is an integer', 4, bytes('01')),
  filtered('an empty list as a filter', 4, bytes('90')),
  filtered('an unknown operation', 4, bytes('91ccff')),
  filtered(
    '65534 arguments for and',
    4,
    Buffer.concat([bytes('dcffff10'), Buffer.alloc(65_534, 0xc3)]),
  ),
  filtered('4 billion arguments', 4, bytes('ddffffffff10c3')),
  filtered('bytes behind a filter', 4, bytes('9212c3c3')),
  filtered('400 times not', 0, nested(400, '9212', 'c3')),
  batch('an empty batch', 4, 0, ''),
  batch('a batch of 2 billion rows', 4, 2 ** 31, row),
  batch('a batch of 4 billion rows', 4, 2 ** 32 - 1, row),
  batch('a row that ends early', 4, 1, row.slice(0, 56)),
  batch('a first row that repeats', 4, 1, `00000000${'01'.repeat(20)}01`),
  batch('a row of 65535 fields', 4, 1, row.replace('03 0001', '03 ffff')),
  batch('a row of 65535 operations', 4, 1, row.replace('0000 00000005', 'ffff 00000005')),
  batch('a row with a field of 4 GiB', 4, 1, row.replace('00000005 00', 'ffffffff 00')),
  query('a partition that does not exist', 4, partitions('0010')),
  query('half a partition', 4, partitions('00')),
  query('bins that end early', 0, partitions('0000'), field(FieldType.queryBins, bytes('ff'))),
];

/**
 * Where the real server does better, or ends: it takes any nesting until its stack is full, and this
 * one refuses what is deeper than anybody writes.
 */
export const TOO_DEEP: readonly HostileMessage[] = [
  writing('257 lists in each other', 1, ParticleType.list, nested(257, '91')),
  writing('100,000 lists in each other', 1, ParticleType.list, nested(100_000, '91')),
  writing('100,000 maps in each other', 1, ParticleType.map, nested(100_000, '8101')),
  filtered('501 times not', 4, nested(501, '9212', 'c3')),
  filtered('100,000 times not', 4, nested(100_000, '9212', 'c3')),
  calling(
    'a search for 100,000 lists',
    4,
    Buffer.concat([bytes('9416 00'), nested(100_000, '91')]),
  ),
];
