import { AdminCommand, AdminField, ResultCode } from '@aeroform/protocol';
import { Connection } from '../../../../src/driver/wire/socket/connection.js';
import type { FakeRequest } from '../../../support/fake-server.js';
import { withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
const ONE = { pipelinesPerNode: 1 };

/** The values that a request holds. */
const valuesOf = ({ message }: FakeRequest): string[] => {
  return message.ops.map(({ value }) => value.toString('latin1'));
};

describe('what was given', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['alone', 1],
    ['with others in front of it and behind it', 3],
  ])('is what is written when the connection breaks before it left, %s', async (_how, calls) => {
    const received: string[][] = [];
    await withFakeServer(
      async (client) => {
        await client.exists(KEY);
        received.length = 0;
        const records = Array.from({ length: calls }, (_none, i) => ({ text: `given ${i}` }));
        jest.spyOn(Connection.prototype, 'scheduleFlush').mockImplementation(function (
          this: Connection,
        ) {
          if (this.writer.offset < 80 * calls) return;
          jest.restoreAllMocks();
          records.forEach((record) => (record.text = 'changed meanwhile'));
          this.close(new Error('broken'));
        });
        const policies = records.map((_record, i) => ({ maxRetries: i % 2 }));
        const writes = records.map((record, i) =>
          client.put(['test', 'demo', i], record, null, policies[i]),
        );
        await Promise.all(writes);
        expect(received.flat().sort()).toEqual(Array.from(records, (_none, i) => `given ${i}`));
      },
      {
        config: ONE,
        onMessage: (request) => {
          received.push(valuesOf(request));
          request.answer();
        },
      },
    );
  });

  it('is what is written when the server wants a new login first', async () => {
    const received: string[][] = [];
    const fields = [{ type: AdminField.sessionToken as number, data: Buffer.from('token') }];
    const bins = { text: 'given' };
    await withFakeServer(
      async (client) => {
        await client.exists(KEY);
        await client.put(KEY, bins);
        expect(received).toEqual([['given'], ['given']]);
      },
      {
        config: { ...ONE, user: 'app', password: 'geheim' },
        admin: ({ command }) => ({
          resultCode: ResultCode.OK,
          ...(command === AdminCommand.login ? { fields } : {}),
        }),
        onMessage: (request) => {
          if (request.message.ops.length === 0) {
            request.answer();
            return;
          }
          received.push(valuesOf(request));
          bins.text = 'changed meanwhile';
          request.answer(received.length === 1 ? { resultCode: ResultCode.NOT_AUTHENTICATED } : {});
        },
      },
    );
  });

  it('is read again as it was asked for when an answer does not come', async () => {
    const received: string[][] = [];
    const bins = ['a', 'b'];
    await withFakeServer(
      async (client) => {
        await client.exists(KEY);
        await client.select(KEY, bins, { socketTimeout: 40, totalTimeout: 3000, maxRetries: 1 });
        expect(received).toEqual([
          ['a', 'b'],
          ['a', 'b'],
        ]);
      },
      {
        config: ONE,
        onMessage: (request) => {
          if (request.message.ops.length === 0) {
            request.answer();
            return;
          }
          received.push(request.message.ops.map(({ name }) => name.toString()));
          bins[0] = 'a name that is far too long to be one';
          if (received.length > 1) request.answer({ bins: { a: 1 } });
        },
      },
    );
  });
});
