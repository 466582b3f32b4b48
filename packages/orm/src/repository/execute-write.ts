import type { Expression, RecordMetadata } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { type WriteOptions } from './call-options.js';
import { writeMeta, type WritePlan, writeRequest } from './write-plan.js';

/** Sends one write. */
export function executeWrite<T extends object>(
  context: EntityContext<T>,
  plan: WritePlan,
  options: WriteOptions<T>,
  filter: Expression<'bool'> | null,
): Promise<RecordMetadata> {
  const { metadata } = context;
  const request = writeRequest(plan, metadata);
  const { generation, ttl } = plan;
  const { mode } = request;
  const meta = writeMeta({ mode, generation, ttl }, metadata, options.durableDelete);
  if (request.operations === null) {
    const policy = callPolicy(context, 'write', options, filter);
    return context.client.put(plan.key, request.bins, meta, policy);
  }
  const policy = callPolicy(context, 'operate', options, filter);
  const answer = context.client.operate(plan.key, request.operations, meta, policy);
  return answer.then((record) => record.meta);
}
