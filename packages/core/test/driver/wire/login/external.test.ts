import { AdminCommand, AdminField, type AdminMessage } from '@aeroform/protocol';
import { type ClientConfig, createClient } from '../../../../src/index.js';
import { FakeServer } from '../../../support/fake-server.js';

const TOKEN = { type: AdminField.sessionToken, data: Buffer.from('token') };

/** The first login of a client, and the proof that its next connection gives. */
async function requestsOf(config: Partial<ClientConfig>): Promise<AdminMessage[]> {
  const requests: AdminMessage[] = [];
  const server = await FakeServer.start({
    admin: ({ fields, ...request }) => {
      const copies = fields.map(({ type, data }) => ({ type, data: Buffer.from(data) }));
      requests.push({ ...request, fields: copies });
      return { resultCode: 0, fields: [TOKEN] };
    },
  });
  const client = createClient({ hosts: [server.host], ...config });
  await client.connect();
  await client.infoAll('build');
  await client.close();
  await server.stop();
  return requests;
}

function fieldsOf(request: AdminMessage | undefined): [type: number, text: string][] {
  return (request?.fields ?? []).map(({ type, data }) => [type, data.toString()]);
}

// The fields are those of the public clients: `AdminCommand.java` of the client for Java,
// `login_command.go` of that for Go.
describe('the login of an external user', () => {
  it('holds name, hash and the password itself, in this order; what follows the token', async () => {
    const login = { user: 'ada', password: 'geheim', authMode: 'external-insecure' } as const;
    const [first, second] = await requestsOf(login);
    expect(first?.command).toBe(AdminCommand.login);
    expect(fieldsOf(first)).toEqual([
      [AdminField.user, 'ada'],
      [AdminField.credential, expect.stringMatching(/^\$2[ab]\$10\$.{53}$/)],
      [AdminField.clearPassword, 'geheim'],
    ]);
    expect(second?.command).toBe(AdminCommand.authenticate);
    expect(fieldsOf(second)).toEqual([
      [AdminField.user, 'ada'],
      [AdminField.sessionToken, 'token'],
    ]);
  });

  it('differs from that of an internal one, who never sends the password', async () => {
    const [first] = await requestsOf({ user: 'ada', password: 'geheim' });
    expect(fieldsOf(first)).toEqual([
      [AdminField.user, 'ada'],
      [AdminField.credential, expect.stringMatching(/^\$2[ab]\$10\$.{53}$/)],
    ]);
  });
});
