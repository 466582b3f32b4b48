import type { AerospikeRecord } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import type { ComputedRead } from '../query/computed-read.js';
import { isNotFound } from './is-not-found.js';
import {
  isRefused,
  type ReadRecordOptions,
  type RecordToRead,
  touchGuard,
  touching,
  withGuard,
  withTouch,
} from './read-record.js';
import { touchMeta, touchOf } from './touch-on-read.js';

/** The record of a key with computed properties, in one round trip; null when there is none. */
export async function readComputed(
  context: EntityContext,
  { key, bins }: RecordToRead,
  computed: ComputedRead,
  options: ReadRecordOptions,
): Promise<AerospikeRecord | null> {
  const { client, metadata } = context;
  const touch = touchOf(metadata, options.touch);
  const isTouching = touch === true;
  const reads = computed.reads(bins);
  const guard = touchGuard(context, touch);
  const guarded = withGuard(options, guard);
  const called = isTouching ? guarded : withTouch(guarded, touch);
  const policy = callPolicy(context, 'operate', called);
  try {
    return await (isTouching
      ? client.operate(key, touching(reads), touchMeta(metadata), policy)
      : client.operate(key, reads, null, policy));
  } catch (error) {
    if (isNotFound(error) || isRefused(error, guard, options)) return null;
    throw error;
  }
}
