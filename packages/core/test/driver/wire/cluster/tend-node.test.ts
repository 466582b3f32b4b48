import { type Node, newTendState } from '../../../../src/driver/wire/cluster/node.js';
import { PartitionMap } from '../../../../src/driver/wire/cluster/partition-map.js';
import { tendNode } from '../../../../src/driver/wire/cluster/tend-node.js';

it('A look that outlives its node leaves no connection, and no trace in the partition map', async () => {
  let arrive: (connection: object) => void = () => undefined;
  const opened = new Promise((resolve) => (arrive = resolve));
  const tending = newTendState(undefined);
  const connector = { open: () => opened, forgetLogin: () => undefined, target: () => ({}) };
  const node = { name: 'A1', build: '8.1.2.0', tending, connector } as unknown as Node;
  const host = { options: { rackIds: [] }, signal: new AbortController().signal };
  const partitions = new PartitionMap();
  const look = tendNode(node, { host, partitions } as never);
  tending.isGone = true;
  const close = jest.fn();
  arrive({ close });
  await look;
  expect(close).toHaveBeenCalledTimes(1);
  expect(tending).toMatchObject({ connection: undefined, failures: 0 });
  expect(partitions.namespaces).toEqual([]);
});
