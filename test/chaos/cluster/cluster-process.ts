/** A cluster in a process of its own, told what to do by its parent. */
import { serveObject } from '../remote-object.js';
import { LocalCluster } from './chaos-cluster.js';

let cluster: LocalCluster;

serveObject({
  async start(migrationDelay: number): Promise<void> {
    cluster = await LocalCluster.start(migrationDelay);
  },
  hosts: () => cluster.hosts(),
  nodeName: (index: number) => cluster.nodeName(index),
  do: (...args: Parameters<LocalCluster['do']>) => cluster.do(...args),
  commands: (index: number) => cluster.commands(index),
  longestStall: () => cluster.longestStall(),
  migrated: () => cluster.migrated(),
  end: () => cluster.end(),
});
