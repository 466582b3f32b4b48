import { setTimeout as pause } from 'node:timers/promises';
import { exp, type Expression } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import type { WriteOptions } from './call-options.js';
import { isFilteredOut } from './is-filtered-out.js';
import { retryPause } from './retry-pause.js';
import { type RefusedRecord, settleRecord } from './settle-record.js';

/** Tries after which the refusal is thrown; each but the first follows a write of somebody else. */
export const MOST_TRIES = 50;

/** A write by id of a record that may be of another form than its class has. */
export interface GuardedWrite extends RefusedRecord {
  /** Which records may be written; null for all, which costs nothing. */
  readonly guard: Expression<'bool'> | null;
  /** The caller's condition. */
  readonly filter: Expression<'bool'> | null;
}

/**
 * Sends a write so that it reaches only a record of the class in its present form: one of an older
 * schema version is migrated first, since the migration would later run over what was written. The
 * server evaluates no filter where there is no record, so the write still may make one.
 *
 * @param send sends the write with a filter, under a generation
 * @throws MappingError for a record of another class, or newer than the class
 */
export async function guardedWrite<R>(
  context: EntityContext,
  { guard, filter, ...refused }: GuardedWrite,
  { signal, behavior }: Pick<WriteOptions<never>, 'signal' | 'behavior'>,
  send: (filter: Expression<'bool'> | null, generation: number | null) => Promise<R>,
): Promise<R> {
  let { generation } = refused;
  const joined = joinFilters(guard, filter);
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(joined, generation);
    } catch (error) {
      if (guard === null || !isFilteredOut(error)) throw error;
      // What an earlier try did may have made the caller's condition false: another would hide that.
      if (filter !== null && error.inDoubt) throw error;
      // The record had the present form before this try: it is the caller's condition that is false.
      if (attempt > 1 && filter !== null) throw error;
      if (attempt >= MOST_TRIES) throw error;
    }
    generation = await settleRecord(context, { ...refused, generation }, { signal, behavior });
    if (attempt === 1) continue;
    // Aborting ends the pause, and the write that follows is refused with core's error.
    await pause(retryPause(attempt), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

/** Both conditions; null without either. */
export function joinFilters(
  guard: Expression<'bool'> | null,
  filter: Expression<'bool'> | null,
): Expression<'bool'> | null {
  return guard === null || filter === null ? (guard ?? filter) : exp.and(guard, filter);
}
