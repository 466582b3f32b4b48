import {
  type AerospikeClient,
  createClient,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_REPLICA_MASTER,
} from '@aeroform/core';
import { EmbeddedServer } from '@aeroform/embedded';
import { Bin, DataSource, Entity, Id } from '@aeroform/orm';

@Entity({ set: 'consistency' })
class Thing {
  @Id() id!: string;
  @Bin({ type: 'int' }) count!: number;
}

test('the consistency of a read is that of the call, else of its behaviour, else of the scope', async () => {
  await using server = await EmbeddedServer.start({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }],
  });
  await using client: AerospikeClient = await createClient({ hosts: server.hosts }).connect();
  await using source = new DataSource({
    client,
    namespace: 'test',
    entities: [Thing],
    behaviors: { strict: { readModeSc: POLICY_READ_MODE_SC_LINEARIZE } },
  });
  await source.initialize();
  const things = source.getRepository(Thing);
  await things.insert({ id: 'a', count: 1 });
  const gets = jest.spyOn(client, 'get');
  const replica = POLICY_REPLICA_MASTER;
  const readModeSc = POLICY_READ_MODE_SC_ALLOW_REPLICA;
  const scoped = things.scoped({ policy: { replica, readModeSc } });

  await scoped.findById('a');
  await scoped.findById('a', { behavior: 'strict' });
  await scoped.findById('a', { behavior: 'strict', policy: { readModeSc } });
  expect(gets.mock.calls.map(([, policy]) => policy)).toEqual([
    expect.objectContaining({ replica, readModeSc }),
    expect.objectContaining({ replica, readModeSc: POLICY_READ_MODE_SC_LINEARIZE }),
    expect.objectContaining({ replica, readModeSc }),
  ]);
});
