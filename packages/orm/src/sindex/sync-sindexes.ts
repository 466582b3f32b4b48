import type { AerospikeClient } from '@aeroform/core';
import { OrmError } from '../error/orm-error.js';
import { SchemaMismatchError } from '../error/schema-mismatch-error.js';
import { createSindex } from './create-sindex.js';
import { type IndexDiff, surplus } from './sindex-diff.js';
import { runSyncStep, type SyncProgress, type SyncStep } from './sync-step.js';
import type { SindexSurvey } from './survey-sindexes.js';

/** Options of `schema.sync()`. */
export interface SyncOptions {
  /** Only says what would be done. Default false. */
  readonly dryRun?: boolean;
  /** Removes indexes on the sets of declared ones that are not declared. Default false. */
  readonly drop?: boolean;
  /**
   * Gives the declared name to indexes that are on the server under another one, which then has that
   * one no more. Default false: they stay as they are, and queries use them.
   */
  readonly rename?: boolean;
  /**
   * Longest time to wait for one index, in milliseconds; nodes go on building when it is over. Default
   * 0: no limit.
   */
  readonly waitTimeout?: number;
  /** Called when a step begins and ends, and meanwhile about twice a second. */
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Ends the waiting; nodes go on with what they have begun. */
  readonly signal?: AbortSignal;
}

/** Indexes a namespace can have, those of sets not counted. */
const MOST_SINDEXES = 256;

/** Does what a survey says is to be done: creates what is missing, and waits for what is being built. */
export async function syncSindexes(
  client: AerospikeClient,
  survey: SindexSurvey,
  options: SyncOptions,
): Promise<IndexDiff> {
  const { diff } = survey;
  if (diff.mismatched.length > 0) throw new SchemaMismatchError(diff);
  checkRoom(survey);
  const steps = stepsOf(client, survey, options);
  for (const [done, step] of steps.entries()) {
    await runSyncStep(client, step, { done, total: steps.length, options });
  }
  return diff;
}

function stepsOf(
  client: AerospikeClient,
  { matches, actual, diff }: SindexSurvey,
  { rename = false, drop = false, waitTimeout = 0 }: SyncOptions,
): SyncStep[] {
  const building = new Set(diff.building.map(({ name }) => name));
  const wanted = matches.flatMap(({ declared, actual: found, state }): SyncStep[] => {
    const { name, namespace } = declared;
    if (state === 'missing' || (state === 'renamed' && rename)) {
      const action = state === 'missing' ? 'create' : 'rename';
      const run = (signal: AbortSignal) => createSindex(client, declared, { signal, waitTimeout });
      return [{ action, name, namespace, run }];
    }
    if (found === null || !building.has(found.name)) return [];
    const run = (signal: AbortSignal) =>
      client.waitForIndex(namespace, found.name, { signal, waitTimeout });
    return [{ action: 'wait', name: found.name, namespace, run }];
  });
  const unwanted = (drop ? surplus(matches, actual) : []).map(({ name, namespace }): SyncStep => {
    const run = (signal: AbortSignal) =>
      client.indexRemove(namespace, name, { signal, waitTimeout });
    return { action: 'drop', name, namespace, run };
  });
  return [...wanted, ...unwanted];
}

/** The server would refuse the last ones, when the others are already there. */
function checkRoom({ matches, actual }: SindexSurvey): void {
  const missing = matches.filter(
    ({ declared, state }) => state === 'missing' && declared.kind !== 'set',
  );
  for (const namespace of new Set(missing.map(({ declared }) => declared.namespace))) {
    const present = actual.filter((each) => each.namespace === namespace && !each.isSetIndex);
    const wanted = missing.filter(({ declared }) => declared.namespace === namespace);
    if (present.length + wanted.length <= MOST_SINDEXES) continue;
    throw new OrmError(
      `namespace ${namespace} has ${present.length} secondary indexes and ${wanted.length} are to be created, but a namespace holds ${MOST_SINDEXES}; remove some with schema.dropIndex(name)`,
      { code: 'ORM_INDEX_LIMIT' },
    );
  }
}
