import type { Expression, RecordMetadata } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { callPolicy, type WriteOptions } from './call-options.js';
import { writeMeta, type WritePlan, writeRequest } from './write-plan.js';

/** Sends one write. */
export async function executeWrite<T extends object>(
  context: EntityContext<T>,
  plan: WritePlan,
  options: WriteOptions<T>,
  filter: Expression<'bool'> | null,
): Promise<RecordMetadata> {
  const { metadata } = context;
  const request = writeRequest(plan, metadata);
  const meta = writeMeta({ ...plan, mode: request.mode }, metadata, options.durableDelete);
  const policy = callPolicy(options, filter);
  if (request.operations === null) {
    return context.client.put(plan.key, request.bins, meta, policy);
  }
  const answer = await context.client.operate(plan.key, request.operations, meta, policy);
  return answer.meta;
}
