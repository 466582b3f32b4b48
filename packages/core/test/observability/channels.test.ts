import { CALL_CHANNELS, type CallMessage } from '../../src/index.js';
import { rejection, withFakeServer } from '../support/with-client.js';

/** What is published while `work` runs. */
async function heard(work: () => Promise<unknown>): Promise<[string, CallMessage][]> {
  const messages: [string, CallMessage][] = [];
  const names = Object.keys(CALL_CHANNELS) as (keyof typeof CALL_CHANNELS)[];
  const listeners = names.map((name) => {
    const listener = (message: unknown): void => {
      messages.push([name, message as CallMessage]);
    };
    CALL_CHANNELS[name].subscribe(listener);
    return () => CALL_CHANNELS[name].unsubscribe(listener);
  });
  await work();
  for (const stop of listeners) stop();
  return messages;
}

describe('the channels of calls', () => {
  it('announce a call that succeeds', async () => {
    await withFakeServer(async (client) => {
      const messages = await heard(() => client.put(['test', 's', 1], { a: 1 }));
      expect(messages.map(([name]) => name)).toEqual(['start', 'success']);
      expect(messages[1]?.[1]).toMatchObject({
        verb: 'put',
        namespace: 'test',
        set: 's',
        rows: 0,
        retries: 0,
        duration: expect.any(Number),
      });
    });
  });

  it('announce each retry and the failure, with the error that the caller gets', async () => {
    await withFakeServer(
      async (client) => {
        const policy = { maxRetries: 1, socketTimeout: 30, totalTimeout: 500 };
        let error: Error | undefined;
        const messages = await heard(async () => {
          error = await rejection(client.get(['test', 's', 1], policy));
        });
        expect(messages.map(([name]) => name)).toEqual(['start', 'retry', 'failure']);
        expect(messages[2]?.[1]).toMatchObject({ retries: 1 });
        expect(messages[2]?.[1].error).toBe(error);
      },
      { onMessage: () => undefined },
    );
  });

  it('cost nothing without a subscriber', () => {
    expect(CALL_CHANNELS.start.hasSubscribers).toBe(false);
  });
});
