import type { Expression, RecordMetadata, WritePolicy } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { preparedKeyOf } from '../mapping/to-key.js';
import { type WriteOptions } from './call-options.js';
import {
  type WriteMode,
  writeConditions,
  writeMeta,
  type WritePlan,
  writeRequest,
} from './write-plan.js';

/** Sends one write. */
export function executeWrite<T extends object>(
  context: EntityContext<T>,
  plan: WritePlan,
  options: WriteOptions<T>,
  filter: Expression<'bool'> | null,
): Promise<RecordMetadata> {
  const { metadata } = context;
  const { mode, bins, operations } = writeRequest(plan, metadata);
  const { generation, ttl, state } = plan;
  const key = preparedKeyOf(state, plan.key);
  if (operations === null) {
    const meta = generation === null ? { ttl } : { ttl, gen: generation };
    return context.client.put(key, bins, meta, putPolicy(context, mode, options, filter));
  }
  const meta = writeMeta({ mode, generation, ttl }, metadata, options.durableDelete);
  const policy = callPolicy(context, 'operate', options, filter);
  const answer = context.client.operate(key, operations, meta, policy);
  return answer.then((record) => record.meta);
}

const standing = new WeakMap<object, Map<WriteMode, WritePolicy>>();

/** The policy of a put with the conditions of its mode: frozen where calls share it, so that core merges it once. */
function putPolicy<T extends object>(
  context: EntityContext<T>,
  mode: WriteMode,
  options: WriteOptions<T>,
  filter: Expression<'bool'> | null,
): WritePolicy {
  const { metadata, policies } = context;
  const policy = callPolicy(context, 'write', options, filter);
  const { durableDelete } = options;
  if (policy !== policies.write || durableDelete !== undefined) {
    return { ...policy, ...writeConditions(mode, metadata, durableDelete) };
  }
  let byMode = standing.get(context);
  if (byMode === undefined) standing.set(context, (byMode = new Map()));
  let shared = byMode.get(mode);
  if (shared === undefined) {
    shared = Object.freeze({ ...policy, ...writeConditions(mode, metadata) });
    byMode.set(mode, shared);
  }
  return shared;
}
