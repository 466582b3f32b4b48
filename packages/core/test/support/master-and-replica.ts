import { encodePartitionBitmap } from '@aeroform/protocol';
import { FakeServer } from './fake-server.js';

const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);

/** A cluster of two nodes: M is the master of all partitions, R has the other copy of each. */
export interface MasterAndReplica {
  readonly master: FakeServer;
  readonly replica: FakeServer;
  stop(): Promise<void>;
}

export async function startMasterAndReplica(): Promise<MasterAndReplica> {
  const master = await FakeServer.start({ node: 'M' });
  const replica = await FakeServer.start({ node: 'R' });
  master.bitmaps = [ALL, NONE];
  replica.bitmaps = [NONE, ALL];
  master.peers = `[R,,[${replica.host}]]`;
  replica.peers = `[M,,[${master.host}]]`;
  return {
    master,
    replica,
    async stop() {
      await Promise.all([master.stop(), replica.stop()]);
    },
  };
}
