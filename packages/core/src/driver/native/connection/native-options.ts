import type { Policies } from '../../../policy/policies.js';
import type { Credentials } from '../../credentials.js';
import type { WireOptions } from '../../wire/cluster/wire-options.js';

/** What the native driver needs to know of the configuration of its client. */
export interface NativeOptions extends Pick<
  WireOptions,
  | 'seeds'
  | 'clusterName'
  | 'connectTimeout'
  | 'loginTimeout'
  | 'idleTimeout'
  | 'maxConnsPerNode'
  | 'minConnsPerNode'
  | 'tendInterval'
  | 'useServicesAlternate'
  | 'rackIds'
  | 'maxErrorRate'
  | 'errorRateWindow'
> {
  readonly credentials: Credentials | undefined;
  readonly applicationId: string | undefined;
  /** The default policies of the client, which become those of the official client. */
  readonly policies: Policies;
}
