import { AdminField } from '@aeroform/protocol';
import { EmbeddedCluster } from '../../src/index';
import { AdminClient, dataOf, field } from '../support/admin-client';

describe('the nodes of a cluster', () => {
  it('share users, roles and tokens, also with a node that starts again', async () => {
    await using cluster = await EmbeddedCluster.start({
      edition: 'enterprise',
      security: true,
      nodes: 2,
    });
    const [first, second] = cluster.hosts.map(({ port }) => port) as [number, number];
    const admin = await AdminClient.login(first);
    const user = [field.user('u'), field.password('admin'), field.roles('read')];
    expect(await admin.code('createUser', ...user)).toBe(0);
    const client = await AdminClient.connect(second);
    const answer = await client.send('login', field.user('u'), field.credential('admin'));
    const token = dataOf(answer, AdminField.sessionToken) as Buffer;
    expect(await admin.code('authenticate', field.user('u'), field.token(token))).toBe(0);
    await cluster.nodes[1]?.stop();
    await cluster.nodes[1]?.start();
    const again = await AdminClient.connect(second);
    expect(await again.code('authenticate', field.user('u'), field.token(token))).toBe(0);
    for (const each of [admin, client, again]) each.close();
  });
});
