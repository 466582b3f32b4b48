import { AerospikeError, type AerospikeRecord } from '@aeroform/core';
import { BatchError, BatchOutcome } from '../batch/batch-outcome.js';
import { runSteps } from '../batch/batch-step.js';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { runVerb } from '../context/run-verb.js';
import { OptionError } from '../error/data-source-error.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { binsToSelect } from '../mapping/bins-of.js';
import type { LoadOptions } from '../type/ref.js';
import { describeTarget } from './describe-target.js';
import { populateRead } from './populate-read.js';
import { targetKey, type TargetPointer } from './target-key.js';
import {
  needsUserKey,
  recordStep,
  type Target,
  targetEntity,
  touchPolicy,
  userKeyStep,
} from './target-step.js';

const NOT_FOUND = 2;
const LOAD_OPTIONS = ['signal', 'behavior'];

/**
 * Reads the entity of one reference, and those of its eager references.
 *
 * @throws EntityNotFoundError
 */
export function loadTarget(
  context: EntityContext,
  pointer: TargetPointer,
  options: LoadOptions,
): Promise<object> {
  const { id } = pointer;
  return runVerb(context, 'load', id, async () => {
    checkLoadOptions(options);
    const target = { context, key: targetKey(context, pointer), id };
    const entity = await (id === undefined ? readByDigest : readById)(target, options);
    if (entity !== null) {
      await populateRead(context, [entity], [], options);
      return entity;
    }
    const { name } = context.metadata;
    const which = describeTarget(context.metadata, pointer);
    throw new EntityNotFoundError(`there is no ${which}`, { entity: name, id });
  });
}

function checkLoadOptions(options: LoadOptions): void {
  for (const option of Object.keys(options)) {
    if (LOAD_OPTIONS.includes(option)) continue;
    throw new OptionError(option, `load() takes ${LOAD_OPTIONS.join(', ')}`);
  }
}

async function readById(target: Target, options: LoadOptions): Promise<object | null> {
  return targetEntity(target, await readRecord(target, options), null);
}

/** As `findById` reads: one command, or part of the batch of its turn of the event loop. */
async function readRecord(
  { context, key }: Target,
  options: LoadOptions,
): Promise<AerospikeRecord | null> {
  const { client, coalescer, transaction, policies, metadata } = context;
  const bins = binsToSelect(context, undefined);
  const touch = touchPolicy(metadata);
  const isShared = options.behavior === undefined && touch.readTouchTtlPercent === undefined;
  if (coalescer !== null && transaction === null && isShared) {
    const read = { key, bins, policy: policies.read, signal: options.signal };
    return coalescer.read(read, (record) => record);
  }
  const policy = callPolicy(context, 'read', { ...options, policy: touch });
  try {
    if (bins === null || bins.length === 0) return await client.get(key, policy);
    return await client.select(key, bins, policy);
  } catch (error) {
    if (error instanceof AerospikeError && error.resultCode === NOT_FOUND) return null;
    throw error;
  }
}

/** With the user key, which only a separate operation reads. */
async function readByDigest(target: Target, options: LoadOptions): Promise<object | null> {
  const { context } = target;
  const steps = [recordStep(target), ...(needsUserKey(target) ? [userKeyStep(target)] : [])];
  const policy = callPolicy(context, 'batch', options);
  const items = await runSteps(context.client, steps, policy, context.options.batch);
  if (items.some(({ status }) => status === 'failed')) {
    throw new BatchError('load', new BatchOutcome('load', items));
  }
  return targetEntity(target, items[0]?.value ?? null, items[1]?.value ?? null);
}
