import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { NativeConnection } from './native-connection.js';

/** Why there is no such namespace, with those that there are; undefined when there is one. */
export function unknownNamespace(
  { nodes }: NativeConnection,
  namespace: string,
): AerospikeError | undefined {
  const known = nodes.namespaces();
  if (known.includes(namespace)) return undefined;
  if (known.length === 0) return new ClusterError('No node of the cluster can be reached.');
  return errorFromResultCode(ResultCode.INVALID_NAMESPACE, {
    detail: `"${namespace}"; the cluster has ${known.join(', ')}`,
  });
}
