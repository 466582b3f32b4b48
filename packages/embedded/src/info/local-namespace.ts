import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import { InfoError, type InfoParams } from './info-params.js';

/** Where the server only looks for the namespace, longer names are unknown ones. */
const MAX_NAME_SIZE = 99;

/**
 * The namespace that a parameter names.
 *
 * @param alias - another name of the parameter.
 * @throws {InfoError} 20 when the parameter is missing or the node has no such namespace.
 */
export function localNamespace(
  node: Node,
  params: InfoParams,
  alias?: string,
  maxSize: number = MAX_NAME_SIZE,
): Namespace {
  const namespace = node.namespaces.get(params.require('namespace', maxSize, alias));
  if (namespace !== undefined) return namespace;
  throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
}
