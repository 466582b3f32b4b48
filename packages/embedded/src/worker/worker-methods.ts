import type { FaultReport, FaultSpec } from '../fault/fault-spec.js';
import type { EmbeddedServer } from '../server/embedded-server.js';
import { Snapshot } from '../snapshot/snapshot.js';
import type { Duration } from '../storage/duration.js';

/** A server in its worker, and the snapshots that the other thread knows by a number. */
export interface WorkerState {
  readonly server: EmbeddedServer;
  readonly snapshots: Map<number, Snapshot>;
}

/** A snapshot that this worker took, or the bytes of another one. */
export type SnapshotReference = { readonly id: number } | { readonly bytes: Uint8Array };

/** What can be asked of a server in a worker. Arguments and results are plain data. */
export const WORKER_METHODS = {
  stop: ({ server }: WorkerState) => server.stop(),
  reset: ({ server }: WorkerState) => server.reset(),
  inspect: ({ server }: WorkerState) => server.inspect(),
  records: (
    { server }: WorkerState,
    { namespace, set }: { readonly namespace: string; readonly set: string | undefined },
  ) => server.records(namespace, set),
  snapshot: ({ server, snapshots }: WorkerState, id: number) => {
    const snapshot = server.snapshot();
    snapshots.set(id, snapshot);
    return snapshot.toBuffer();
  },
  forgetSnapshot: ({ snapshots }: WorkerState, id: number) => {
    snapshots.delete(id);
  },
  restore: ({ server, snapshots }: WorkerState, reference: SnapshotReference) => {
    const snapshot =
      'id' in reference
        ? (snapshots.get(reference.id) as Snapshot)
        : Snapshot.from(reference.bytes);
    server.restore(snapshot);
  },
  now: ({ server }: WorkerState) => server.clock.now(),
  advance: ({ server }: WorkerState, duration: Duration) => server.clock.advance(duration),
  freeze: ({ server }: WorkerState) => server.clock.freeze(),
  resume: ({ server }: WorkerState) => server.clock.resume(),
  addFault: ({ server }: WorkerState, fault: FaultSpec): FaultReport => {
    const { id, spec, hits } = server.faults.add(fault);
    return { id, spec, hits };
  },
  removeFault: ({ server }: WorkerState, id: number) => server.faults.remove(id),
  clearFaults: ({ server }: WorkerState) => server.faults.clear(),
  listFaults: ({ server }: WorkerState) => server.faults.list,
} as const;

export type WorkerMethod = keyof typeof WORKER_METHODS;
export type ArgumentOf<M extends WorkerMethod> = Parameters<(typeof WORKER_METHODS)[M]>[1];
export type ResultOf<M extends WorkerMethod> = Awaited<ReturnType<(typeof WORKER_METHODS)[M]>>;
