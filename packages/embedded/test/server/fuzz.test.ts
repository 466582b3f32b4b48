import {
  encodeFrame,
  encodeWireValue,
  FieldType,
  Info1,
  Info2,
  Info3,
  type Message,
  type MessageField,
  OpType,
  ParticleType,
  ProtoType,
  readMessages,
  WireList,
  WireMap,
} from '@aeroform/protocol';
import fc from 'fast-check';
import { useEmbedded } from '../support/embedded';
import {
  key,
  messageFrame,
  op,
  put,
  type RequestParts,
  text,
  WireClient,
} from '../support/wire-client';
import { recordedRequests } from './recorded-requests';

const embedded = useEmbedded();

const list = encodeWireValue(new WireList([1, 'two', new WireList([3])], 1));
const map = encodeWireValue(new WireMap(['a', 'b'], [1, new WireList([])], 1));
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const everyRecord: MessageField[] = [
  text(FieldType.namespace, 'test'),
  text(FieldType.set, 'set'),
  {
    type: FieldType.partitionIds,
    data: Buffer.from(Uint16Array.from({ length: 64 }, (_, i) => i).buffer),
  },
];

/** A request of every kind, for the fuzzer to break. */
const requests: RequestParts[] = [
  { info1: Info1.read | Info1.getAll, fields: key(1) },
  {
    info2: Info2.write,
    fields: key(1),
    ops: [put('a', 1), op(OpType.write, 'l', list, ParticleType.list)],
  },
  { info2: Info2.write, fields: key(1), ops: [op(OpType.write, 'm', map, ParticleType.map)] },
  {
    info2: Info2.write,
    fields: key(1),
    ops: [op(OpType.increment, 'a', bytes('0000000000000001'), 1)],
  },
  { info2: Info2.write, fields: key(1), ops: [op(OpType.cdtModify, 'l', bytes('9301059101'))] },
  { info1: Info1.read, fields: key(1), ops: [op(OpType.cdtRead, 'm', bytes('936107a20361'))] },
  { info2: Info2.write, fields: key(1), ops: [op(OpType.bitModify, 'b', bytes('93000400'))] },
  { info2: Info2.write, fields: key(1), ops: [op(OpType.hllModify, 'h', bytes('9400080000'))] },
  {
    info1: Info1.read,
    fields: key(1),
    ops: [op(OpType.expressionRead, 'e', bytes('92931493510 2a16101 00'.replaceAll(' ', '')))],
  },
  {
    info1: Info1.read | Info1.getAll,
    fields: [
      ...key(1),
      { type: FieldType.filterExpression, data: bytes('9303935102a36167651500') },
    ],
  },
  { info1: Info1.read, info3: Info3.partitionDone, fields: everyRecord },
  {
    info1: Info1.batch,
    fields: [
      {
        type: FieldType.batch,
        data: bytes(
          `000000020d00000000${'01'.repeat(20)}0a030000000000000000000000000001${'02'.repeat(20)}01`,
        ),
      },
    ],
  },
];
const frames = [
  ...requests.map(messageFrame),
  encodeFrame(
    ProtoType.info,
    Buffer.from('sets/test\nsindex-create:namespace=test;set=s;indexname=i;bin=b;type=numeric\n'),
  ),
  encodeFrame(ProtoType.admin, Buffer.alloc(24)),
];

const change = fc.record({ at: fc.nat(4096), byte: fc.nat(255) });

/** Elements that are at the edges of what msgpack, numbers and the server's rules allow. */
const EDGES = `
  00 90 80 c0 c1 a0 a103 ff ccff cdffff d4ff00 d4ff01 dcffff ddffffffff dfffffffff dbffffffff
  c70001 93ccff921000 9212c3 ce7fffffff cf7fffffffffffffff cf8000000000000000 d38000000000000000
  cb7ff8000000000000 cb7ff0000000000000 cb8000000000000000 ${'91'.repeat(300)}
`
  .trim()
  .split(/\s+/)
  .map(bytes);

/** A change inside of the data of a field or the value of an operation. */
const innerChange = fc.record({
  part: fc.nat(63),
  at: fc.nat(4096),
  dropped: fc.nat(9),
  inserted: fc.oneof(fc.constantFrom(...EDGES), fc.uint8Array({ maxLength: 6 })),
});
type InnerChange = typeof innerChange extends fc.Arbitrary<infer T> ? T : never;

/** The same message with one part changed, its sizes right. */
function changed({ header, fields, ops }: Message, change: InnerChange): RequestParts {
  const splice = (data: Buffer): Buffer => {
    const at = change.at % (data.length + 1);
    return Buffer.concat([
      data.subarray(0, at),
      change.inserted,
      data.subarray(at + change.dropped),
    ]);
  };
  const part = change.part % Math.max(1, fields.length + ops.length);
  return {
    ...header,
    fields: fields.map((each, i) => (i === part ? { ...each, data: splice(each.data) } : each)),
    ops: ops.map((each, i) =>
      i + fields.length === part ? { ...each, value: splice(each.value) } : each,
    ),
  };
}

describe('a server that gets broken requests', () => {
  it('answers each request of the recordings with a part of it changed', async () => {
    const mutation = fc.record({
      request: fc.constantFrom(...recordedRequests()),
      change: innerChange,
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ request, change }) => {
        const client = await WireClient.connect(embedded.server.port);
        expect(await client.exchange(messageFrame(changed(request, change)))).toBeDefined();
        client.close();
      }),
      { numRuns: 600 },
    );
    const next = await embedded.client.exchange(frames[0] as Buffer);
    expect(readMessages(next?.body as Buffer)).toHaveLength(1);
    expect(embedded.server.inspect().lastInternalError).toBeUndefined();
  });

  it('answers or closes the connection, and serves the next request', async () => {
    const broken = fc.record({
      frame: fc.constantFrom(...frames),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(broken, async ({ frame, changes }) => {
        const sent = Buffer.from(frame);
        // The sizes of frames stay: an incomplete frame would wait for its rest.
        for (const { at, byte } of changes) sent[8 + (at % (sent.length - 8))] = byte;
        const client = await WireClient.connect(embedded.server.port);
        const answered = await client.exchange(sent);
        client.close();
        expect(answered).toBeDefined();
        const next = await embedded.client.exchange(frames[0] as Buffer);
        expect(readMessages(next?.body as Buffer)).toHaveLength(1);
      }),
      { numRuns: 900 },
    );
    expect(embedded.server.inspect().internalErrors).toBe(0);
  });
});
