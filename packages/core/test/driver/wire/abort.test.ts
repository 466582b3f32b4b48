import { getEventListeners } from 'node:events';
import { FieldType } from '@aeroform/protocol';
import { ClientError } from '../../../src/index.js';
import type { FakeRequest } from '../../support/fake-server.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

describe('an aborted call', () => {
  it('sends nothing when the signal is aborted already', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const signal = AbortSignal.abort(new Error('changed my mind'));
        const calls = [
          client.get(KEY, { signal }),
          client.put(KEY, { a: 1 }, null, { signal }),
          client.query('test', 'demo').results({ signal }),
        ];
        for (const error of await Promise.all(calls.map(rejection<ClientError>))) {
          expect(error).toMatchObject({ code: 'ABORTED', inDoubt: false });
          expect(error.cause).toMatchObject({ message: 'changed my mind' });
        }
        const handle = await client.batchRead([KEY], null, { signal });
        expect(handle.at(0)?.error).toMatchObject({ code: 'ABORTED' });
        expect(received).toBe(0);
      },
      { onMessage: () => received++ },
    );
  });

  it('rejects at once, and its answer is skipped', async () => {
    const held: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const controller = new AbortController();
        const aborted = rejection(client.get(['test', 'demo', 1], { signal: controller.signal }));
        const other = client.get(['test', 'demo', 2]);
        while (held.length < 2) await new Promise(setImmediate);
        controller.abort();
        expect(await aborted).toBeInstanceOf(ClientError);
        held[0]?.answer({ bins: { n: 1 } });
        held[1]?.answer({ bins: { n: 2 } });
        expect((await other).bins).toEqual({ n: 2 });
      },
      { onMessage: (request) => held.push(request), config: { pipelinesPerNode: 1 } },
    );
  });

  it('is in doubt when it is a write that was sent', async () => {
    let received = 0;
    await withFakeServer(
      async (client) => {
        const controller = new AbortController();
        const { signal } = controller;
        const write = rejection<ClientError>(client.put(KEY, { a: 1 }, null, { signal }));
        const batch = client.batchWrite([[KEY, { a: 1 }]], { signal });
        while (received < 2) await new Promise(setImmediate);
        controller.abort();
        expect(await write).toMatchObject({ code: 'ABORTED', inDoubt: true });
        expect((await batch).batchRecords[0]).toMatchObject({ inDoubt: true, record: null });
      },
      { onMessage: () => received++ },
    );
  });

  it('ends a query, and closes its connection', async () => {
    const held: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const controller = new AbortController();
        const { signal } = controller;
        const query = rejection<ClientError>(client.query('test', 'demo').results({ signal }));
        while (held.length === 0) await new Promise(setImmediate);
        controller.abort();
        expect(await query).toMatchObject({ code: 'ABORTED' });
        await new Promise((resolve) => held[0]?.socket.once('close', resolve));
      },
      { onMessage: (request) => held.push(request) },
    );
  });

  it('leaves no listener on a signal that outlives it', async () => {
    await withFakeServer(async (client) => {
      const { signal } = new AbortController();
      const added = jest.spyOn(signal, 'addEventListener');
      const removed = jest.spyOn(signal, 'removeEventListener');
      await client.exists(KEY, { signal });
      expect(added).toHaveBeenCalledTimes(1);
      expect(removed).toHaveBeenCalledTimes(1);
      expect(removed.mock.calls[0]?.[1]).toBe(added.mock.calls[0]?.[1]);
    });
  });

  it('leaves no listener on a signal that many calls share, whatever becomes of them', async () => {
    await withFakeServer(
      async (client) => {
        const { signal } = new AbortController();
        const policy = { signal, totalTimeout: 100, maxRetries: 0 };
        const calls = Array.from({ length: 300 }, (_none, i) =>
          i % 3 === 0
            ? client.apply(KEY, 'm', 'f', [], policy)
            : client.get(['test', 'demo', i], policy),
        );
        await Promise.allSettled(calls);
        expect(getEventListeners(signal, 'abort')).toEqual([]);
      },
      {
        config: { maxConnsPerNode: 10 },
        onMessage: (request) => {
          if (request.message.fields.some(({ type }) => type === FieldType.udfModule)) return;
          request.answer(request.connection % 2 === 0 ? {} : { resultCode: 2 });
        },
      },
    );
  });
});
