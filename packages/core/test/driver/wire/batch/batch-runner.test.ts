import { encodeFrame, Info3, ProtoType, ResultCode } from '@aeroform/protocol';
import {
  AerospikeTimeoutError,
  type BatchRecord,
  ClusterError,
  InvalidArgError,
  operations,
  POLICY_KEY_SEND,
  ServerError,
} from '../../../../src/index.js';
import { answerBatch, batchRows } from '../../../support/answer-batch.js';
import { answerBody } from '../../../support/fake-server.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

/** More than one request holds. */
const many = Array.from({ length: 8000 }, (_, i) => ['test', 'demo', i] as const);
const keys = Array.from({ length: 6 }, (_, i) => ['test', 'demo', i] as const);

describe('a batch', () => {
  afterEach(() => jest.restoreAllMocks());

  it('asks again for the reads that a broken connection left without an answer', async () => {
    const asked: number[] = [];
    await withFakeServer(
      async (client) => {
        const handle = await client.batchRead(keys);
        expect(handle.toList().map((record) => record?.bins['n'])).toEqual([0, 1, 2, 3, 4, 5]);
        expect(asked).toEqual([6, 4]);
      },
      {
        onMessage: ({ message, socket }) => {
          const rows = batchRows(message);
          asked.push(rows.length);
          if (asked.length > 1) {
            answerBatch(message, socket, ({ index }) => ({ bins: { n: index } }));
            return;
          }
          const some = rows
            .slice(0, 2)
            .map(({ index }) => answerBody({ rowIndex: index, bins: { n: index } }));
          socket.write(encodeFrame(ProtoType.message, Buffer.concat(some)));
          setTimeout(() => socket.destroy(), 20);
        },
      },
    );
  });

  it('never repeats writes that were sent, and says that they are in doubt', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const writes = await client.batchWrite(
          keys.map((key) => [key, { a: 1 }]),
          undefined,
          3,
        );
        for (const { result, inDoubt, error } of writes.batchRecords) {
          expect(result).toBeLessThan(0);
          expect(inDoubt).toBe(true);
          expect(error).toBeInstanceOf(ClusterError);
        }
        const reads = await client.batchOperate(keys, [operations.read('a')], { maxRetries: 0 });
        expect(reads.batchRecords.every(({ inDoubt }) => !inDoubt)).toBe(true);
        expect(received).toBe(2);
      },
      {
        onMessage: ({ socket }) => {
          received++;
          socket.destroy();
        },
      },
    );
  });

  it('repeats writes that failed for a passing reason as often as it is told', async () => {
    const asked: number[] = [];
    await withFakeServer(
      async (client) => {
        const { batchRecords } = await client.batchWrite(
          keys.map((key) => [key, { a: 1 }]),
          undefined,
          2,
        );
        expect(batchRecords.map(({ result }) => result)).toEqual([0, 18, 0, 5, 0, 0]);
        expect(asked).toEqual([6, 2, 1]);
      },
      {
        onMessage: ({ message, socket }) => {
          const first = asked.length === 0;
          const codes = first ? [0, 18, 0, 5, 18, 0] : asked.length === 1 ? [18, 0] : [18];
          const answer = ({ index }: { index: number }): { resultCode: number } => ({
            resultCode: codes[index] as number,
          });
          asked.push(answerBatch(message, socket, answer));
        },
      },
    );
  });

  it('returns the results so far when it is aborted in the pause before a repetition', async () => {
    const controller = new AbortController();
    const asked: number[] = [];
    // The length of a pause is drawn: the abort comes 10 ms into the fourth, which takes 80 ms.
    jest.spyOn(Math, 'random').mockImplementation(() => {
      if (asked.length === 4) setTimeout(() => controller.abort(), 10);
      return 0.999;
    });
    await withFakeServer(
      async (client) => {
        const { signal } = controller;
        const writes = keys.map((key) => [key, { a: 1 }] as const);
        const { batchRecords } = await client.batchWrite(writes, { signal }, 9);
        expect(batchRecords.map(({ result }) => result)).toEqual([0, 18, 0, 0, 18, 0]);
        expect(batchRecords[1]?.error).toMatchObject({ code: 'DEVICE_OVERLOAD', inDoubt: false });
        expect(asked).toEqual([6, 2, 2, 2]);
      },
      {
        onMessage: ({ message, socket }) => {
          const codes = asked.length === 0 ? [0, 18, 0, 0, 18, 0] : [18, 18];
          asked.push(
            answerBatch(message, socket, ({ index }) => ({ resultCode: codes[index] as number })),
          );
        },
      },
    );
  });

  it('returns the results so far when the client is closed in that pause', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    let asked = 0;
    await withFakeServer(
      async (client) => {
        const writes = keys.map((key) => [key, { a: 1 }] as const);
        const call = client.batchWrite(writes, undefined, 9);
        while (asked < 4) await new Promise((resolve) => setTimeout(resolve, 1));
        await client.close();
        const { batchRecords } = await call;
        expect(batchRecords.map(({ result }) => result)).toEqual([0, 18, 0, 0, 18, 0]);
      },
      {
        onMessage: ({ message, socket }) => {
          const codes = asked++ === 0 ? [0, 18, 0, 0, 18, 0] : [18, 18];
          answerBatch(message, socket, ({ index }) => ({ resultCode: codes[index] as number }));
        },
      },
    );
  });

  it('gives the error of each row that timed out its key, its node and its doubt', async () => {
    await withFakeServer(
      async (client) => {
        const policy = { totalTimeout: 400 };
        const writes = await client.batchWrite(
          keys.map((key) => [key, { a: 1 }]),
          policy,
        );
        const reads = await client.batchRead(keys, null, { ...policy, maxRetries: 0 });
        for (const [batchRecords, inDoubt] of [
          [writes.batchRecords, true],
          [reads.batchRecords, false],
        ] as const) {
          batchRecords.forEach((record, i) => {
            const { error } = record;
            expect(record.inDoubt).toBe(inDoubt);
            expect(error).toBeInstanceOf(AerospikeTimeoutError);
            expect(error).toMatchObject({ code: 'TIMEOUT', isRetryable: true, inDoubt });
            expect(error?.node).toBe('FA11');
            expect(error?.key?.slice(0, 3)).toEqual(keys[i]);
            expect(error?.message).toContain(`Record test:demo:${i}.`);
            expect(error?.message.includes('may have happened')).toBe(inDoubt);
          });
        }
      },
      { onMessage: () => undefined },
    );
  });

  it('sends nothing more when its time is over', async () => {
    const asked: number[] = [];
    await withFakeServer(
      async (client) => {
        const writes = many.map((key) => [key, { a: 1 }] as const);
        const { batchRecords } = await client.batchWrite(writes, { totalTimeout: 1000 });
        expect(asked).toEqual([5000]);
        expect(batchRecords[0]).toMatchObject({ inDoubt: true });
        for (const place of [5000, 7999]) {
          const { inDoubt, error } = batchRecords[place] as BatchRecord;
          expect(inDoubt).toBe(false);
          expect(error).toMatchObject({ code: 'TIMEOUT', inDoubt: false });
        }
      },
      { onMessage: ({ message }) => asked.push(batchRows(message).length) },
    );
  });

  it('sends nothing more when it is aborted', async () => {
    const asked: number[] = [];
    const controller = new AbortController();
    await withFakeServer(
      async (client) => {
        const writes = many.map((key) => [key, { a: 1 }] as const);
        const { signal } = controller;
        const { batchRecords } = await client.batchWrite(writes, { totalTimeout: 0, signal });
        expect(asked).toEqual([5000]);
        expect(batchRecords[0]?.error).toMatchObject({ code: 'ABORTED', inDoubt: true });
        expect(batchRecords[7999]?.error).toMatchObject({ code: 'ABORTED', inDoubt: false });
      },
      {
        onMessage: ({ message }) => {
          asked.push(batchRows(message).length);
          controller.abort();
        },
      },
    );
  });

  it('names what was changed while it was being sent, and sends the rest', async () => {
    // More than is kept encoded: what is behind is encoded again when its turn comes.
    const bins = many.map((): { a: unknown } => ({ a: Buffer.alloc(2000) }));
    const writes = many.map((key, i) => [key, bins[i]]);
    await withFakeServer(
      async (client) => {
        const policy = { totalTimeout: 20_000 };
        const { batchRecords } = await client.batchWrite(writes as never, policy);
        expect(batchRecords[0]).toMatchObject({ result: 0 });
        const { error } = batchRecords[7999] as BatchRecord;
        expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', inDoubt: false });
        expect(error?.message).toContain('records[7999].bins.a');
      },
      {
        onMessage: ({ message, socket }) => {
          (bins[7999] as { a: unknown }).a = new Date();
          answerBatch(message, socket, () => ({}));
        },
      },
    );
  });

  it('gives each row the reason when the node refuses the whole batch', async () => {
    await withFakeServer(
      async (client) => {
        const handle = await client.batchRead(keys);
        for (const { result, error, inDoubt } of handle) {
          expect(result).toBe(ResultCode.BATCH_MAX_REQUESTS);
          expect(error).toBeInstanceOf(ServerError);
          expect(inDoubt).toBe(false);
        }
      },
      {
        onMessage: (request) =>
          request.answer({ info3: Info3.last, resultCode: ResultCode.BATCH_MAX_REQUESTS }),
      },
    );
  });

  it('sends nothing at all when one value cannot be written', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const call = client.batchWrite([
          [keys[0] as (typeof keys)[number], { a: 1 }],
          [keys[1] as (typeof keys)[number], { a: [new Date() as never] }],
        ]);
        expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
        expect(received).toBe(0);
      },
      { onMessage: () => received++ },
    );
  });

  it('sends what rows have in common once, but never for rows with user keys', async () => {
    const repeats: number[] = [];
    await withFakeServer(
      async (client) => {
        await client.batchRead(keys, ['a']);
        await client.batchRemove(keys);
        await client.batchOperate(keys, [operations.read('a')], { key: POLICY_KEY_SEND });
        await client.batchWrite(keys.map((key) => [key, { a: 1 }]));
        expect(repeats).toEqual([5, 5, 0, 0]);
      },
      {
        onMessage: ({ message, socket }) => {
          repeats.push(batchRows(message).filter(({ body }) => body === undefined).length);
          answerBatch(message, socket, () => ({}));
        },
      },
    );
  });
});
