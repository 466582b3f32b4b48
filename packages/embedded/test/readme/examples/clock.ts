import { EmbeddedServer } from '../../../src/index';
import { Aerospike } from '../../support/raw-aerospike';

export async function main(): Promise<number> {
  await using server = await EmbeddedServer.startInWorker({
    namespaces: [{ name: 'test', defaultTtl: 3600, nsupPeriod: 60 }],
  });
  const client = await Aerospike.connect({ hosts: [...server.hosts] });
  await client.put({ ns: 'test', set: 'sessions', key: 1 }, { user: 'ada' });
  await server.clock.advance('2h'); // or '31d', '500ms', 90_000; sweeps are done when it resolves
  client.close(false);
  return (await server.inspect()).objects['test'] ?? 0; // 0: expired and swept away
}
