import {
  type AerospikeClient,
  AerospikeIndexError,
  AerospikeTimeoutError,
  ClientError,
  ctx,
  IndexNotFound,
  InvalidArgError,
} from '../../src/index.js';
import { rejection, withFakeServer } from '../support/with-client.js';

/** Takes each index, and tells of it in turn what `states` says; the last state stays. */
function indexServer(...states: string[]): { info: (command: string) => string | undefined } {
  return {
    info(command) {
      if (command.startsWith('sindex-create') || command.startsWith('sindex-delete')) return 'ok';
      if (!command.startsWith('sindex-stat')) return undefined;
      return states.length > 1 ? states.shift() : states[0];
    },
  };
}

const ABSENT = 'ERROR:201:no index';
const building = (percent: number): string => `entries=0;load_pct=${percent}`;

describe('the wait for an index', () => {
  it('lasts from before the node knows of it until it is built', async () => {
    await withFakeServer(
      async (client) => {
        await client.indexIntegerCreate('test', 'demo', 'a', 'i', { waitTimeout: 2000 });
      },
      indexServer(ABSENT, building(50), building(100)),
    );
  });

  it('ends with an error when the index vanishes while it is built', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.indexIntegerCreate('test', 'demo', 'a', 'i'));
        expect(error).toBeInstanceOf(IndexNotFound);
        expect(error).toMatchObject({ code: 'INDEX_NOT_FOUND', resultCode: 201, node: 'FA11' });
        expect(error.message).toContain('Index i of namespace test was removed');
      },
      indexServer(building(10), ABSENT),
    );
  });

  it('ends with an error when a node fails to build it', async () => {
    const listed = ['WO', 'WO', 'ERROR'];
    const { info } = indexServer(building(40));
    const calls: ((client: AerospikeClient) => Promise<void>)[] = [
      (client) => client.indexIntegerCreate('test', 'demo', 'a', 'i', { waitTimeout: 0 }),
      (client) => client.waitForIndex('test', 'i', { waitTimeout: 0 }),
    ];
    await withFakeServer(
      async (client) => {
        for (const call of calls) {
          const error = await rejection(call(client));
          expect(error).toBeInstanceOf(AerospikeIndexError);
          expect(error).toMatchObject({ code: 'INDEX_GENERIC', resultCode: 204, node: 'FA11' });
          expect(error.message).toContain('Node FA11 failed to build index i of namespace test');
          expect(error.message).toContain('indexRemove()');
        }
        // Removing it is what is left to do: that waits for its end, whatever its state.
        const removal = client.indexRemove('test', 'i', { waitTimeout: 30 });
        expect(await rejection(removal)).toBeInstanceOf(AerospikeTimeoutError);
      },
      {
        info(command) {
          if (!command.startsWith('sindex-list')) return info(command);
          const state = listed.length > 1 ? listed.shift() : listed[0];
          return `ns=test:indexname=i:set=demo:state=${state as string};`;
        },
      },
    );
  });

  it('is not bothered by the failure of another index', async () => {
    const { info } = indexServer(building(40), building(100));
    await withFakeServer(
      async (client) => {
        await client.waitForIndex('test', 'i', { waitTimeout: 2000 });
      },
      {
        info: (command) =>
          command.startsWith('sindex-list')
            ? 'ns=test:indexname=other:set=demo:state=ERROR;ns=test:indexname=i:set=demo:state=WO;'
            : info(command),
      },
    );
  });

  it('shows what a node refuses as text, not as the raw answer', async () => {
    await withFakeServer(async (client) => {
      const { message } = await rejection(client.indexIntegerCreate('test', 'demo', 'a', 'i'));
      expect(message).toContain('the namespace does not exist on the node: namespace not found (');
      expect(message).not.toContain('ERROR:');
    }, indexServer('ERROR:20:namespace not found;ERROR:20:namespace not found'));
  });

  it('is bounded, and the error tells what state the index was in', async () => {
    const calls: [state: string, expected: string][] = [
      [ABSENT, 'node FA11 has no such index'],
      [building(37), 'node FA11 has built 37 %'],
    ];
    for (const [state, expected] of calls) {
      await withFakeServer(async (client) => {
        const call = client.indexStringCreate('test', 'demo', 'a', 'i', { waitTimeout: 30 });
        const error = await rejection(call);
        expect(error).toBeInstanceOf(AerospikeTimeoutError);
        expect(error.message).toContain('Index i of namespace test is not readable after 30 ms');
        expect(error.message).toContain(expected);
        expect(error.message).toContain('policy.waitTimeout');
      }, indexServer(state));
    }
  });

  it('is bounded for a removal, too', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.indexRemove('test', 'i', { waitTimeout: 30 }));
        expect(error).toBeInstanceOf(AerospikeTimeoutError);
        expect(error.message).toContain('is not gone after 30 ms: node FA11 has built 100 %');
      },
      indexServer(building(100)),
    );
  });

  it('ends with our error when its signal is aborted', async () => {
    await withFakeServer(async (client) => {
      const controller = new AbortController();
      const { signal } = controller;
      const call = rejection(client.indexIntegerCreate('test', 'demo', 'a', 'i', { signal }));
      setTimeout(() => controller.abort(new Error('changed my mind')), 40);
      const error = await call;
      expect(error).toBeInstanceOf(ClientError);
      expect(error).toMatchObject({ code: 'ABORTED', cause: { message: 'changed my mind' } });
    }, indexServer(ABSENT));
  });

  it('has its limit checked before anything is sent', async () => {
    const sent: string[] = [];
    const info = (command: string): undefined => {
      sent.push(command);
    };
    await withFakeServer(
      async (client) => {
        const wrong = (value: unknown): never => value as never;
        for (const waitTimeout of [-1, 1.5, wrong('5')]) {
          const calls = [
            client.indexIntegerCreate('test', 'demo', 'a', 'i', { waitTimeout }),
            client.indexRemove('test', 'i', { waitTimeout }),
          ];
          for (const call of calls) {
            const error = await rejection(call);
            expect(error).toBeInstanceOf(InvalidArgError);
            expect(error).toMatchObject({ argument: 'policy.waitTimeout' });
          }
        }
        expect(sent.filter((command) => command.startsWith('sindex'))).toEqual([]);
      },
      { info },
    );
  });
});

describe('arguments of an index command', () => {
  it('that are wrong are refused before anything is sent', async () => {
    const wrong = (value: unknown): never => value as never;
    const sent: string[] = [];
    const info = (command: string): undefined => {
      sent.push(command);
    };
    await withFakeServer(
      async (client) => {
        const create = (context: unknown): Promise<void> =>
          client.indexIntegerCreate('test', 'demo', 'a', 'i', { context: wrong(context) });
        const calls: [argument: string, call: () => Promise<void>][] = [
          ['policy.context', () => create([])],
          ['policy.context', () => create('a')],
          ['policy.context[0]', () => create([{ type: 'mapKey', value: 'a' }])],
          ['policy.context[0]', () => create([ctx.allChildren()])],
          ['policy.context[1]', () => create([ctx.mapKey('a'), ctx.mapKeyCreate('b')])],
          ['policy.waitTimout', () => client.waitForIndex('test', 'i', wrong({ waitTimout: 5 }))],
          ['policy.waitTimout', () => client.indexRemove('test', 'i', wrong({ waitTimout: 5 }))],
          ['policy', () => client.waitForIndex('test', 'i', wrong(5))],
        ];
        for (const [argument, call] of calls) {
          const error = await rejection(call());
          expect(error).toBeInstanceOf(InvalidArgError);
          expect(error).toMatchObject({ argument });
        }
        expect(sent.filter((command) => command.startsWith('sindex'))).toEqual([]);
      },
      { info },
    );
  });
});

describe('commands that name a namespace the cluster does not have', () => {
  it('are refused, with the namespaces there are, before anything is sent', async () => {
    const sent: string[] = [];
    const info = (command: string): string | undefined => {
      if (!/^(sindex|truncate)/.test(command)) return undefined;
      sent.push(command);
      return 'ok';
    };
    await withFakeServer(
      async (client) => {
        const calls = [
          client.truncate('nope', 'x'),
          client.truncate('nope', ''),
          client.indexIntegerCreate('nope', 'x', 'a', 'i'),
          client.indexRemove('nope', 'i'),
          client.indexList('nope'),
          client.query('nope', 'x').results(),
        ];
        for (const call of calls) {
          const error = await rejection(call);
          expect(error).toMatchObject({ code: 'INVALID_NAMESPACE', resultCode: 20 });
          expect(error.message).toContain('"nope"; the cluster has test');
        }
        expect(sent).toEqual([]);
        await client.truncate('test', 'x');
        expect(sent).toEqual(['truncate:namespace=test;set=x']);
      },
      { info },
    );
  });
});
