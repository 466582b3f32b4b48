import { DIGEST_SIZE, Info1, Info2 } from '@aeroform/protocol';
import { resolveDuplicates } from '../cluster/move-records.js';
import type { NodePartitions } from '../cluster/node-partitions.js';
import type { Namespace } from '../storage/namespace.js';
import type { CommandContext } from './command-context.js';
import type { Request } from './request.js';

/** The partitions of the namespace on the asked node; undefined where one node has them all. */
export function partitionsOf({ node, namespace }: CommandContext): NodePartitions | undefined {
  return node.partitions?.get(namespace.name);
}

/**
 * Where a command on one record runs. As in the server, any node can be asked: complete replicas answer
 * reads, everything else is passed on to the node that accepts the writes of the partition.
 */
export function routeToOwner(
  context: CommandContext,
  request: Request,
  digest: Buffer,
): CommandContext {
  const partitions = partitionsOf(context);
  // Wrong digests are refused later, in the server's order of checks.
  if (partitions === undefined || digest.length !== DIGEST_SIZE) return context;
  const state = partitions.stateOf(digest);
  const isWrite = (request.info2 & Info2.write) !== 0;
  if (state.variants.length > 0 && (isWrite || (request.info1 & Info1.readModeApAll) !== 0)) {
    resolveDuplicates(state, digest);
  }
  const owner = isWrite ? state.master : state.reader(partitions.holder);
  if (owner === partitions.holder) return context;
  return { ...context, node: owner.node, namespace: owner.namespace };
}

/** The namespace that accepts the writes of a record that was read on a replica. */
export function writableNamespace(context: CommandContext, digest: Buffer): Namespace {
  return partitionsOf(context)?.stateOf(digest).master.namespace ?? context.namespace;
}
