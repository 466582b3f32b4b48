import { AdminCommand, encodeAdminMessage, encodeFrame, ProtoType } from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { AdminClient, field } from '../support/admin-client';

const commands = Object.keys(AdminCommand) as (keyof typeof AdminCommand)[];

describe('the Community Edition', () => {
  let server: EmbeddedServer;
  let client: AdminClient;
  beforeAll(async () => {
    server = await EmbeddedServer.start();
    client = await AdminClient.connect(server.port);
  });
  afterAll(async () => {
    client.close();
    await server.stop();
  });

  it('tells a user who logs in to go on without: 52', async () => {
    expect(await client.code('login', field.user('u'), field.credential('p'))).toBe(52);
    expect(await client.code('authenticate', field.user('u'))).toBe(52);
  });

  const login = encodeAdminMessage({
    resultCode: 0,
    command: AdminCommand.login,
    fields: [field.user('u')],
  });

  it.each([
    [
      'other commands',
      encodeAdminMessage({ resultCode: 0, command: 9, fields: [field.user('u')] }),
    ],
    ['a login without user', encodeAdminMessage({ resultCode: 0, command: 20, fields: [] })],
    ['a login that is cut short', login.subarray(0, 18)],
    ['nothing', Buffer.alloc(0)],
    ['a message of another kind', Buffer.from([22, 3, 0, 0])],
  ])('answers %s with 51', async (_what, body) => {
    expect((await client.exchange(body)).resultCode).toBe(51);
  });
});

describe('the Enterprise Edition without security', () => {
  it('answers everything with 52', async () => {
    await using server = await EmbeddedServer.start({ edition: 'enterprise' });
    const client = await AdminClient.connect(server.port);
    for (const command of commands) expect(await client.code(command)).toBe(52);
    const frame = await client.wire.exchange(encodeFrame(ProtoType.admin, Buffer.from([1])));
    expect(frame?.body[1]).toBe(52);
    client.close();
  });
});
