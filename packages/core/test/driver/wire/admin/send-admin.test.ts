import {
  AdminCommand,
  AdminField,
  encodeFrame,
  encodePrivileges,
  encodeRoleNames,
  ProtoType,
  ResultCode,
} from '@aeroform/protocol';
import { AdminError } from '../../../../src/index.js';
import { rejection, withFakeServer } from '../../../support/with-client.js';

const user = (name: string) => ({ type: AdminField.user, data: Buffer.from(name) });

/** All that the security protocol knows; 50 ends lists. */
const ADMIN_CODES = Object.values(ResultCode).filter((code) => code > 50 && code < 100);

const TOKEN = { type: AdminField.sessionToken, data: Buffer.from('token') };
const COMMAND_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(AdminCommand).map(([name, command]) => [command, name]),
);

describe('answers to commands of the security protocol', () => {
  it('that are cut off in the middle of a field are told of, and the client goes on', async () => {
    const roles = encodeRoleNames(['read']).subarray(0, 3);
    const fields = [user('alice'), { type: AdminField.roles, data: roles }];
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.adminQueryUserInfo('alice'));
        expect(error).toMatchObject({
          name: 'ClientError',
          code: 'MALFORMED_ANSWER',
          node: 'FA11',
        });
        expect(error.stack).toContain('send-admin.test');
        expect(await client.ping()).toBe(true);
      },
      { admin: () => ({ resultCode: 0, fields }) },
    );
  });

  it('that never end are given up after the time-out of the policy', async () => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.adminQueryUsersInfo({ timeout: 50 }));
        expect(error).toMatchObject({ name: 'AerospikeTimeoutError' });
      },
      { admin: () => ({ resultCode: 0, fields: [user('alice')] }) },
    );
  });

  it('end with an abort', async () => {
    await withFakeServer(
      async (client) => {
        const controller = new AbortController();
        const call = rejection(client.adminQueryRoles({ signal: controller.signal }));
        controller.abort(new Error('changed my mind'));
        expect(await call).toMatchObject({
          code: 'ABORTED',
          cause: { message: 'changed my mind' },
        });
      },
      { admin: () => ({ resultCode: 0 }) },
    );
  });

  it('that lack fields stand for nothing', async () => {
    await withFakeServer(
      async (client) => {
        const {
          user: name,
          roles,
          connsInUse,
          readInfo,
        } = await client.adminQueryUserInfo('alice');
        expect([name, roles, connsInUse, readInfo.values]).toEqual(['alice', [], 0, [0, 0, 0, 0]]);
        expect(await client.adminQueryRoles()).toEqual([
          { name: '', privileges: [], allowlist: [], readQuota: 0, writeQuota: 0 },
        ]);
      },
      { admin: () => [{ resultCode: 0, fields: [user('alice')] }, { resultCode: 50 }] },
    );
  });

  it('that say the login is over are cured by a new login, without another word', async () => {
    const asked: string[] = [];
    let isOver = true;
    await withFakeServer(
      async (client) => {
        asked.length = 0;
        await client.adminDropUser('alice');
        expect(asked).toEqual(['authenticate', 'dropUser', 'login', 'dropUser']);
        isOver = true;
        // Of the second refusal the application is told.
        const refused = await rejection(client.adminGrantRoles('alice', ['forbidden']));
        expect(refused).toMatchObject({ code: 'EXPIRED_SESSION', resultCode: 66 });
      },
      {
        config: { user: 'admin', password: 'admin' },
        admin: ({ command, fields }) => {
          asked.push(COMMAND_NAMES.get(command) ?? String(command));
          if (command === AdminCommand.login) return { resultCode: 0, fields: [TOKEN] };
          if (command === AdminCommand.authenticate) return { resultCode: 0 };
          const isForbidden = fields.some(({ data }) => data.includes('forbidden'));
          const resultCode = isOver || isForbidden ? 66 : 0;
          isOver = false;
          return { resultCode };
        },
      },
    );
  });

  it('that are empty lists mean that there is no such user or role', async () => {
    await withFakeServer(
      async (client) => {
        expect(await client.adminQueryUsersInfo()).toEqual([]);
        const missing = await rejection(client.adminQueryUserInfo('bob'));
        expect(missing).toMatchObject({ code: 'INVALID_USER', resultCode: 60 });
        const role = await rejection(client.adminQueryRole('r'));
        expect(role).toMatchObject({ code: 'INVALID_ROLE', resultCode: 70 });
      },
      { admin: () => ({ resultCode: 50 }) },
    );
  });

  it('may tell of privileges that this client does not know', async () => {
    const privileges = encodePrivileges([{ privilege: 99, namespace: 'test', set: '' }]);
    const fields = [{ type: AdminField.privileges, data: privileges }];
    await withFakeServer(
      async (client) => {
        const role = await client.adminQueryRole('future');
        expect(role.privileges).toEqual([{ code: 99, name: 'unknown', ns: 'test', set: '' }]);
      },
      { admin: () => [{ resultCode: 0, fields }, { resultCode: 50 }] },
    );
  });

  it.each([
    ['frames of another type', encodeFrame(ProtoType.info, Buffer.alloc(0))],
    ['frames without a block', encodeFrame(ProtoType.admin, Buffer.alloc(0))],
  ])('that are %s are told of', async (_what, frame) => {
    await withFakeServer(
      async (client) => {
        const error = await rejection(client.adminDropUser('alice'));
        expect(error).toMatchObject({ code: 'MALFORMED_ANSWER', node: 'FA11' });
      },
      { admin: () => frame },
    );
  });

  it.each(ADMIN_CODES)('of code %i are an AdminError with a name and a message', async (code) => {
    await withFakeServer(
      async (client) => {
        const error = await rejection<AdminError>(client.adminDropUser('alice'));
        expect(error).toBeInstanceOf(AdminError);
        expect(error.resultCode).toBe(code);
        expect(error.code).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
        expect(error.code).not.toContain('RESULT_CODE');
        expect(error.message).toContain('adminDropUser: ');
        expect(error.message).toContain('user "alice"');
      },
      { admin: () => ({ resultCode: code }) },
    );
  });
});
