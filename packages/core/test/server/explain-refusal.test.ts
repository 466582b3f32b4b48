import { exp, FEATURES, INDEX_NUMERIC, InvalidArgError, ServerError } from '../../src/index.js';
import { isAtLeast } from '../../src/server/server-version.js';
import type { FakeServerOptions } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

describe('versions of servers', () => {
  it.each([
    ['8.1.2.0', '8.1.2', true],
    ['8.1.2.0', '8.1', true],
    ['8.1.10.0', '8.1.2', true],
    ['8.1.1.9', '8.1.2', false],
    ['7.2.0.1', '8.0', false],
    ['8.1.2.0-rc1', '8.1.2', true],
    ['9', '8.1.2', true],
    ['8', '8.1', false],
    ['', '8.1', false],
    ['soon', '8.1', false],
  ])('%s has %s: %s', (build, version, expected) => {
    expect(isAtLeast(build, version)).toBe(expected);
  });

  it('are well formed in the table of features', () => {
    for (const { since, what } of Object.values(FEATURES)) {
      expect(since).toMatch(/^\d+\.\d+(\.\d+)?$/);
      expect(what).not.toBe('');
    }
  });
});

/** A server of another version that does not know the info commands that start so. */
function oldServer(build: string, unknown: string): FakeServerOptions {
  const refusal = 'ERROR:4:missing or bad parameter';
  return {
    info: (command) =>
      command === 'build' ? build : command.startsWith(unknown) ? refusal : undefined,
  };
}

describe('a command that an old server refuses', () => {
  it('tells the version that it needs, and the one there is', async () => {
    await withFakeServer(
      async (client) => {
        const call = client.indexExpressionCreate('test', 'a', exp.intBin('a'), INDEX_NUMERIC, 'i');
        const error = await rejection(call);
        expect(error).toBeInstanceOf(ServerError);
        expect(error).toMatchObject({ code: 'PARAMETER', resultCode: 4, node: 'FA11' });
        expect(error.message).toMatch(
          /Node FA11 runs server 7\.2\.0\.1: indexes on expressions need 8\.1\.$/,
        );
        expect(error.stack).toContain('explain-refusal.test');
        const index = await rejection(client.indexIntegerCreate('test', 'a', 'a', 'i'));
        expect(index.message).toContain('the index commands of this client need 8.1.');
      },
      oldServer('7.2.0.1', 'sindex-create'),
    );
  });

  it('is told of as it is when the version is not the reason', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.indexSetCreate('test', 'a', 'i'));
        expect(error).toMatchObject({ code: 'PARAMETER' });
        expect(error.message).not.toContain('runs server');
      },
      oldServer('8.1.2.0', 'sindex-create'),
    );
  });

  it('tells so for users without a password, too', async () => {
    const admin = () => ({ resultCode: 55 });
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.adminCreatePkiUser('machine', ['read']));
        expect(error).toMatchObject({ code: 'INVALID_FIELD', resultCode: 55 });
        expect(error.message).toContain('users without a password need 8.1.');
        const other = await rejection(client.adminDropUser('machine'));
        expect(other.message).not.toContain('runs server');
      },
      { admin, info: (command) => (command === 'build' ? '8.0.0.9' : undefined) },
    );
  });
});

describe('what the servers are', () => {
  const editions = (build: string, edition: string): FakeServerOptions => ({
    info: (command) => ({ build, edition: `Aerospike ${edition} Edition` })[command],
  });

  it('is told node by node', async () => {
    await withFakeServer(
      async (client) => {
        expect(await client.serverVersions()).toEqual([
          {
            nodeName: 'FA11',
            build: '8.0.0.9',
            edition: 'Aerospike Enterprise Edition',
            isEnterprise: true,
          },
        ]);
      },
      editions('8.0.0.9', 'Enterprise'),
    );
  });

  it('decides on what they support: by version and by edition', async () => {
    await withFakeServer(
      async (client) => {
        expect(await client.supports('transactions')).toBe(true);
        expect(await client.supports('expressionIndexes')).toBe(false);
      },
      editions('8.0.0.9', 'Enterprise'),
    );
    await withFakeServer(
      async (client) => {
        expect(await client.supports('transactions')).toBe(false);
        expect(await client.supports('expressionIndexes')).toBe(true);
        const error = await rejection(client.supports('time travel' as never));
        expect(error).toBeInstanceOf(InvalidArgError);
        expect(error.message).toContain('setIndexes');
      },
      editions('8.1.2.0', 'Community'),
    );
  });

  it('is an error when a node does not tell', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.serverVersions());
        expect(error).toMatchObject({ name: 'ClusterError', node: 'FA11' });
        expect(error.message).toContain('did not tell its edition');
      },
      { info: (command) => (command === 'edition' ? 'ERROR:4:no' : undefined) },
    );
  });
});
