import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedCluster } from '../../src/index';
import { digestOf, putRecord } from '../support/query-message';
import { WireClient } from '../support/wire-client';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'aeroform-cluster-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('keeps what one node of a cluster has answered and another one has stored', async () => {
  const dataDirectory = path.join(directory, 'running');
  const copy = path.join(directory, 'copy');
  await using cluster = await EmbeddedCluster.start({
    nodes: 2,
    replicationFactor: 1,
    dataDirectory,
  });
  const client = await WireClient.connect(cluster.nodes[0]?.port as number);
  for (let i = 0; i < 50; i++) await putRecord(client, 'set', digestOf(i), { n: i });
  // As a process leaves it that is killed now.
  for (const node of ['node-0', 'node-1']) {
    const filter = (file: string): boolean => !file.endsWith('lock');
    cpSync(path.join(dataDirectory, node), path.join(copy, node), { recursive: true, filter });
  }
  client.close();
  await using again = await EmbeddedCluster.start({
    nodes: 2,
    replicationFactor: 1,
    dataDirectory: copy,
  });
  expect(again.inspect().objects).toEqual({ test: 50 });
});
