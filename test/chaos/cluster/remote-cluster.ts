import path from 'node:path';
import { RemoteObject } from '../remote-object.js';
import type { ChaosCluster, NodeAction } from './chaos-cluster.js';

/** The cluster in another process. */
export class RemoteCluster implements ChaosCluster {
  readonly #process = new RemoteObject(path.join(__dirname, 'cluster-process.ts'));

  /** @param migrationDelay - as for a cluster in this process. */
  static async start(migrationDelay: number): Promise<RemoteCluster> {
    const cluster = new RemoteCluster();
    await cluster.#process.call('start', migrationDelay);
    return cluster;
  }

  hosts(): Promise<readonly string[]> {
    return this.#process.call('hosts');
  }

  nodeName(index: number): Promise<string> {
    return this.#process.call('nodeName', index);
  }

  do(index: number, action: NodeAction): Promise<void> {
    return this.#process.call('do', index, action);
  }

  commands(index: number): Promise<number> {
    return this.#process.call('commands', index);
  }

  longestStall(): Promise<number> {
    return this.#process.call('longestStall');
  }

  migrated(): Promise<void> {
    return this.#process.call('migrated');
  }

  async end(): Promise<void> {
    await this.#process.call('end');
    await this.#process.end();
  }
}
