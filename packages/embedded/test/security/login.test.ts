import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  AdminCommand,
  AdminField,
  encodeAdminMessage,
  FieldType,
  Info1,
  NO_PASSWORD_CREDENTIAL,
} from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { AdminClient, adminField, dataOf, field, hashed } from '../support/admin-client';
import { useSecured } from '../support/secured';
import { key, text } from '../support/wire-client';

const secured = useSecured({
  users: [{ name: 'user', password: 'admin', roles: ['read'] }, { name: 'pki' }],
});

const read = { info1: Info1.read, fields: key(1) };

describe('login', () => {
  it('logs the connection in, and answers a token and how long it serves', async () => {
    const client = await secured.connect();
    const answer = await client.send('login', field.user('admin'), field.credential('admin'));
    expect(answer.resultCode).toBe(0);
    expect(dataOf(answer, AdminField.sessionToken)?.length).toBeGreaterThan(0);
    expect(dataOf(answer, AdminField.sessionTtl)?.readUInt32BE()).toBe(86_400);
    expect(await client.wire.info('status')).toBe('ok');
  });

  it.each([
    ['an unknown user', [field.user('none'), field.credential('admin')], 60],
    ['neither a user nor a certificate', [], 60],
    ['a wrong password', [field.user('user'), field.credential('wrong')], 65],
    ['no password', [field.user('user')], 65],
    [
      'the keyword of users without a password',
      [field.user('pki'), field.credential('nopassword')],
      64,
    ],
  ])('refuses %s', async (_what, fields, code) => {
    const client = await secured.connect();
    expect(await client.code('login', ...fields)).toBe(code);
    expect(await client.code('queryUsers')).toBe(80);
  });

  it('keeps the user who was logged in when another login fails', async () => {
    const client = await secured.login('user');
    expect(await client.code('login', field.user('admin'), field.credential('x'))).toBe(65);
    expect(await client.code('queryUsers', field.user('user'))).toBe(0);
  });
});

describe('authenticate', () => {
  const tokenOf = async (user: string, password: string): Promise<Buffer> => {
    const client = await secured.connect();
    const answer = await client.send('login', field.user(user), field.credential(password));
    return dataOf(answer, AdminField.sessionToken) as Buffer;
  };

  it('takes the token on any connection, with the user or without', async () => {
    const token = await tokenOf('user', 'admin');
    for (const fields of [[field.user('user'), field.token(token)], [field.token(token)]]) {
      const client = await secured.connect();
      expect(await client.code('authenticate', ...fields)).toBe(0);
      expect(await client.wire.resultCode(read)).toBe(2);
    }
  });

  it('takes the hash of the password from old clients', async () => {
    const client = await secured.connect();
    expect(await client.code('authenticate', field.user('user'), field.credential('admin'))).toBe(
      0,
    );
    expect(await client.code('authenticate', field.user('user'), field.credential('x'))).toBe(65);
  });

  it('refuses tokens of others, altered tokens and the tokens of other servers', async () => {
    const token = await tokenOf('user', 'admin');
    const client = await secured.connect();
    expect(await client.code('authenticate', field.user('admin'), field.token(token))).toBe(65);
    expect(await client.code('authenticate', field.user('none'), field.token(token))).toBe(60);
    for (let i = 0; i < token.length; i += 7) {
      const altered = Buffer.from(token);
      altered[i] = (altered[i] as number) ^ 1;
      expect(await client.code('authenticate', field.token(altered))).toBe(65);
    }
    expect(await client.code('authenticate', field.token(token.subarray(1)))).toBe(65);
    await using other = await EmbeddedServer.start({ edition: 'enterprise', security: true });
    const elsewhere = await AdminClient.connect(other.port);
    expect(await elsewhere.code('authenticate', field.token(token))).toBe(65);
    elsewhere.close();
  });

  it('refuses a token that has ended by the clock of the server', async () => {
    await using server = await EmbeddedServer.start({
      edition: 'enterprise',
      security: { sessionTtl: 120 },
    });
    const client = await AdminClient.connect(server.port);
    const answer = await client.send('login', field.user('admin'), field.credential('admin'));
    const token = dataOf(answer, AdminField.sessionToken) as Buffer;
    expect(dataOf(answer, AdminField.sessionTtl)?.readUInt32BE()).toBe(120);
    await server.clock.advance(119_000);
    expect(await client.code('authenticate', field.token(token))).toBe(0);
    await server.clock.advance(1_000);
    expect(await client.code('authenticate', field.token(token))).toBe(66);
    // Clients do not authenticate the connections again that they have.
    expect(await client.code('queryUsers')).toBe(0);
    client.close();
  });
});

describe('a connection without a login', () => {
  it('gets nothing but 80', async () => {
    const client = await secured.connect();
    expect(await client.wire.resultCode(read)).toBe(80);
    const everywhere = { info1: Info1.read, fields: [text(FieldType.namespace, 'none')] };
    expect(await client.wire.resultCode(everywhere)).toBe(80);
    expect(await client.wire.resultCode({ info1: Info1.batch | Info1.read })).toBe(80);
    for (const command of ['createUser', 'dropUser', 'setPassword', 'changePassword'] as const) {
      expect(await client.code(command)).toBe(80);
    }
  });

  it('gets one line for a whole info request, without the names that were asked for', async () => {
    const client = await secured.connect();
    const frame = await client.wire.exchange(
      Buffer.concat([Buffer.from('0201000000000010', 'hex'), Buffer.from('build\nnamespaces')]),
    );
    expect(frame?.body.toString()).toBe('ERROR:80:not authenticated\n');
  });
});

describe('messages that are wrong', () => {
  it('answers the code that says why', async () => {
    const body = encodeAdminMessage({ resultCode: 0, command: 9, fields: [] });
    const scheme = Buffer.from(body);
    scheme[0] = 1;
    expect((await secured.admin.exchange(scheme)).resultCode).toBe(53);
    const command = Buffer.from(body);
    command[2] = 7;
    expect((await secured.admin.exchange(command)).resultCode).toBe(54);
    expect((await secured.admin.exchange(body.subarray(0, 12))).resultCode).toBe(55);
    expect((await secured.admin.exchange(Buffer.alloc(0))).resultCode).toBe(55);
    const cutRoles = [
      field.user('x'),
      field.password('x'),
      adminField(AdminField.roles, Buffer.from([3, 1])),
    ];
    expect(await secured.admin.code('createUser', ...cutRoles)).toBe(55);
  });
});

describe('random messages', () => {
  it('never make the server fail, whoever sends them', async () => {
    const data = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom('admin', 'read', '10.0.0.0/8', hashed('admin'))
        .map((each) => Buffer.from(each)),
    );
    const type = fc.constantFrom(...Object.values(AdminField), 99);
    const fields = fc.array(fc.record({ type, data: data.map((each) => Buffer.from(each)) }), {
      maxLength: 5,
    });
    // Those that list something answer several frames.
    const lists: readonly number[] = [AdminCommand.queryUsers, AdminCommand.queryRoles];
    const command = fc.integer({ min: 0, max: 22 }).filter((each) => !lists.includes(each));
    const size = fc.integer({ min: 0, max: 200 });
    const { server } = secured;
    const stranger = await secured.connect();
    const manager = await secured.login('admin');
    await fc.assert(
      fc.asyncProperty(command, fields, size, async (code, given, cut) => {
        const message = { resultCode: 0, command: code, fields: given };
        const body = encodeAdminMessage(message).subarray(0, cut);
        for (const client of [stranger, manager]) {
          expect((await client.exchange(body)).resultCode).toBeLessThan(84);
        }
      }),
      { numRuns: 300 },
    );
    expect(server.inspect().internalErrors).toBe(0);
  });
});

describe('secrets', () => {
  it('are not in what a server shows of itself', async () => {
    const { server } = secured;
    const shown = inspect([server, server.inspect(), secured], { depth: 20, showHidden: true });
    for (const secret of [hashed('admin'), hashed('admin'), NO_PASSWORD_CREDENTIAL]) {
      expect(shown).not.toContain(secret);
    }
    await expect(
      EmbeddedServer.start({
        edition: 'enterprise',
        security: { users: [{ name: '', password: 'hidden' }] },
      }),
    ).rejects.not.toThrow('hidden');
  });
});
