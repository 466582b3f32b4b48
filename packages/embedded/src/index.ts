/**
 * An in-process server that speaks the Aerospike protocol, for tests and demos.
 *
 * @packageDocumentation
 */
export { EmbeddedError, type EmbeddedErrorCode } from './error/embedded-error.js';
export type {
  Fault,
  FaultCommand,
  FaultCondition,
  FaultKind,
  FaultName,
  FaultReport,
  FaultResultName,
  FaultSpec,
  RecordCommand,
} from './fault/fault-spec.js';
export type { FaultControl, InjectedFault } from './fault/faults.js';
export type { ClockControl } from './server/clock-control.js';
export type { Duration } from './storage/duration.js';
export { EmbeddedCluster, type EmbeddedClusterNode } from './server/embedded-cluster.js';
export type { ClusterNodeState, CutMode } from './server/cluster-node.js';
export type { ClusterNodeOptions, EmbeddedClusterOptions } from './server/cluster-options.js';
export type { ClusterInspection, ClusterNodeInspection } from './server/inspect-cluster.js';
export { type EmbeddedHost } from './server/embedded-host.js';
export { EmbeddedServer } from './server/embedded-server.js';
export { type RequestKind } from './cluster/counters.js';
export { type Inspection } from './inspection/inspection.js';
export { type EmbeddedServerOptions } from './server/server-options.js';
export type { TlsOptions } from './server/tls-options.js';
export type { RoleOptions, SecurityOptions, UserOptions } from './security/security-options.js';
export { type NamespaceInput, type NamespaceOptions } from './storage/namespace-options.js';
export { Snapshot } from './snapshot/snapshot.js';
export { type DataDirectoryInspection } from './data-directory/data-directory.js';
export { type DataDirectoryOptions } from './data-directory/data-directory-options.js';
export { type InspectedRecord, type InspectedValue } from './inspection/inspected-record.js';
export {
  type EmbeddedWorker,
  type WorkerClock,
  type WorkerFaults,
} from './worker/embedded-worker.js';
