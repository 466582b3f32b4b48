import { AdminCommand, ResultCode } from '@aeroform/protocol';
import { type AerospikeClient, type AerospikeError } from '../../../src/index.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const SILENT = { admin: () => Buffer.alloc(0) };
const POLICY = { timeout: 50 };

type Change = (client: AerospikeClient, policy: typeof POLICY) => Promise<unknown>;

const ADMIN_CHANGES: readonly [name: string, change: Change][] = [
  ['adminCreateUser', (client, policy) => client.adminCreateUser('u', 'p', ['read'], policy)],
  ['adminCreatePkiUser', (client, policy) => client.adminCreatePkiUser('u', ['read'], policy)],
  ['adminDropUser', (client, policy) => client.adminDropUser('u', policy)],
  ['adminChangePassword', (client, policy) => client.adminChangePassword('u', 'p', policy)],
  ['adminGrantRoles', (client, policy) => client.adminGrantRoles('u', ['read'], policy)],
  ['adminRevokeRoles', (client, policy) => client.adminRevokeRoles('u', ['read'], policy)],
  ['adminCreateRole', (client, policy) => client.adminCreateRole('r', [{ code: 'read' }], policy)],
  ['adminDropRole', (client, policy) => client.adminDropRole('r', policy)],
  [
    'adminGrantPrivileges',
    (client, policy) => client.adminGrantPrivileges('r', [{ code: 'read' }], policy),
  ],
  [
    'adminRevokePrivileges',
    (client, policy) => client.adminRevokePrivileges('r', [{ code: 'read' }], policy),
  ],
  ['adminSetWhitelist', (client, policy) => client.adminSetWhitelist('r', ['10.0.0.1'], policy)],
  ['adminSetQuotas', (client, policy) => client.adminSetQuotas('r', 1, 1, policy)],
];

describe.each(ADMIN_CHANGES)('%s without an answer', (_name, change) => {
  it('is in doubt when its time is over', async () => {
    await withFakeServer(async (client) => {
      const error = await rejection<AerospikeError>(change(client, POLICY));
      expect(error).toMatchObject({ name: 'AerospikeTimeoutError', inDoubt: true, node: 'FA11' });
      expect(error.message).toContain('was sent and may have happened');
    }, SILENT);
  });
});

describe('a change of users', () => {
  it('is in doubt when the connection breaks, and when it is aborted on the way', async () => {
    let received = 0;
    const controller = new AbortController();
    await withFakeServer(
      async (client, server) => {
        const { signal } = controller;
        const aborted = rejection<AerospikeError>(client.adminDropUser('u', { signal }));
        while (received < 1) await new Promise(setImmediate);
        controller.abort();
        expect(await aborted).toMatchObject({ code: 'ABORTED', inDoubt: true });
        const broken = rejection<AerospikeError>(client.adminDropUser('u'));
        while (received < 2) await new Promise(setImmediate);
        for (const socket of server.sockets) socket.destroy();
        expect(await broken).toMatchObject({ code: 'CONNECTION_LOST', inDoubt: true });
      },
      {
        admin: ({ command }) => {
          if (command === AdminCommand.dropUser) received++;
          return Buffer.alloc(0);
        },
      },
    );
  });

  it('is in no doubt when the server refuses it, or it was not sent', async () => {
    await withFakeServer(
      async (client) => {
        const refused = await rejection<AerospikeError>(client.adminDropUser('u'));
        expect(refused).toMatchObject({ code: 'INVALID_USER', inDoubt: false });
        const signal = AbortSignal.abort();
        const unsent = await rejection<AerospikeError>(client.adminDropUser('u', { signal }));
        expect(unsent).toMatchObject({ code: 'ABORTED', inDoubt: false });
      },
      { admin: () => ({ resultCode: ResultCode.INVALID_USER }) },
    );
  });
});

describe('a question about users', () => {
  it('is in no doubt', async () => {
    await withFakeServer(async (client) => {
      const error = await rejection<AerospikeError>(client.adminQueryUsersInfo(POLICY));
      expect(error).toMatchObject({ name: 'AerospikeTimeoutError', inDoubt: false });
    }, SILENT);
  });
});

describe('an info command without an answer', () => {
  const info = (command: string): string | null | undefined =>
    /^(truncate|sindex-|udf-|xdr-set-filter|set-config|namespaces$)/.test(command)
      ? null
      : undefined;
  const CHANGES: readonly [name: string, change: Change][] = [
    ['truncate', (client, policy) => client.truncate('test', 's', 0n, policy)],
    ['truncate of a namespace', (client, policy) => client.truncate('test', '', 0n, policy)],
    ['indexIntegerCreate', (client, p) => client.indexIntegerCreate('test', 's', 'b', 'i', p)],
    ['indexRemove', (client, policy) => client.indexRemove('test', 'i', policy)],
    [
      'udfPut',
      (client, policy) =>
        client.udfPut({ filename: 'a.lua', source: 'return 1' }, undefined, policy),
    ],
    ['udfRemove', (client, policy) => client.udfRemove('a', policy)],
    ['setXdrFilter', (client, policy) => client.setXdrFilter('dc', 'test', null, policy)],
    [
      'infoRandomNode with a change',
      (client, policy) => client.infoRandomNode('set-config:context=service;x=1', policy),
    ],
    [
      'infoNode with a change',
      (client, policy) => client.infoNode('FA11', 'truncate:namespace=test;set=s', policy),
    ],
  ];
  it.each(CHANGES)('leaves %s in doubt', async (_name, change) => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<AerospikeError>(change(client, POLICY));
        expect(error).toMatchObject({ name: 'AerospikeTimeoutError', inDoubt: true });
      },
      { info },
    );
  });

  it.each<[string, Change]>([
    ['udfList', (client, policy) => client.udfList(policy)],
    ['indexList', (client, policy) => client.indexList('test', policy)],
    ['infoRandomNode', (client, policy) => client.infoRandomNode('namespaces', policy)],
  ])('leaves no doubt about %s', async (_name, ask) => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<AerospikeError>(ask(client, POLICY));
        expect(error).toMatchObject({ name: 'AerospikeTimeoutError', inDoubt: false });
      },
      { info },
    );
  });
});
