import type { AerospikeClient } from '@aeroform/core';
import type { ChaosCluster } from '../cluster/chaos-cluster.js';
import type { Loader, LoadPlan } from '../load/load.js';
import type { Outcome } from '../load/outcome.js';

/** How much of everything. */
export interface Scale {
  /** Increments of all scenarios together. */
  readonly increments: number;
  /** Processes that carry load, besides that of the cluster. */
  readonly processes: number;
  /** Calls on the way at a time, in each process. */
  readonly concurrency: number;
  /** Milliseconds; also of the clients. */
  readonly tendInterval: number;
  /** Tend intervals before a node is disturbed, while it is, and after its return. */
  readonly before: number;
  readonly hold: number;
  readonly after: number;
  /** Milliseconds after the return of a node in which the cluster has to be well again. */
  readonly recovery: number;
  /** Milliseconds before each of the two steps in which records move. */
  readonly migrationDelay: number;
}

/** Where scenarios are played. */
export interface Stage {
  readonly cluster: ChaosCluster;
  readonly loaders: readonly Loader[];
  /** Asks and writes besides the load. */
  readonly client: AerospikeClient;
  readonly scale: Scale;
}

/** Load of one scenario, or of a part of it. */
export type LoadShare = Omit<LoadPlan, 'concurrency'>;

/** Sends load from all processes. */
export async function carry({ loaders, scale }: Stage, share: LoadShare): Promise<Outcome[]> {
  const each = Math.ceil(share.increments / loaders.length);
  const outcomes = await Promise.all(
    loaders.map((loader, i) => {
      const { concurrency } = scale;
      const firstId = share.firstId + i * each;
      return loader.run({ ...share, increments: each, firstId, concurrency });
    }),
  );
  return outcomes.flat();
}
