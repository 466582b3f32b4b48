import { type BatchEntry, batchEntry, type Key, type Operation } from '@aeroform/core';
import type { BatchStep } from '../batch/batch-step.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import { OptionError } from '../error/data-source-error.js';
import { hydrate } from '../mapping/hydrate.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { computedRead } from '../query/computed-read.js';
import { binReads, presentBins, touching } from './read-record.js';
import { selectedBins } from './selected-bins.js';
import { deletedBin, isDeleted, withDeletedBin } from './soft-deleted.js';
import { touchMeta, touchOf } from './touch-on-read.js';

/** How a step reads. */
export interface ReadStepOptions {
  readonly select?: readonly string[] | undefined;
  readonly touch?: boolean | number | undefined;
}

/** Reads the entity of an id, or some of its properties; null when there is none. */
export function readStep<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  { select, touch: called }: ReadStepOptions,
): BatchStep<T | null> {
  const { metadata } = context;
  try {
    const deleted = deletedBin(context);
    const bins = withDeletedBin(selectedBins(metadata, select), deleted);
    const touch = touchOf(metadata, called);
    const computed = computedRead(metadata, select);
    const hydration = { id, only: select, isWhole: bins === null, computed, session: context };
    const key = toKey(context, id);
    return {
      id,
      entry:
        computed === null
          ? readEntry(metadata, key, bins, touch)
          : operationsEntry(metadata, key, computed.reads(bins), touch),
      resultOf: (row) => {
        const record = row?.record ?? null;
        if (record === null || isDeleted(record.bins, deleted)) return null;
        const read = touch === true ? { ...record, bins: presentBins(record.bins) } : record;
        return hydrate(metadata, read, hydration);
      },
      missing: { result: null },
      errorOf: (error) => error,
    };
  } catch (error) {
    throw aboutRecord(error, metadata, id);
  }
}

function readEntry(
  metadata: EntityMetadata,
  key: Key,
  bins: readonly string[] | null,
  touch: boolean | number,
): BatchEntry {
  if (touch === true) {
    return operationsEntry(metadata, key, binReads(bins), touch);
  }
  if (touch === false) return batchEntry.read(key, { bins });
  return batchEntry.read(key, { bins, policy: { readTouchTtlPercent: touch } });
}

function operationsEntry(
  metadata: EntityMetadata,
  key: Key,
  reads: readonly Operation[],
  touch: boolean | number,
): BatchEntry {
  if (touch === false) return batchEntry.operate(key, reads);
  if (touch === true) {
    return batchEntry.operate(key, touching(reads), { meta: touchMeta(metadata) });
  }
  throw new OptionError(
    'touch',
    `a per cent is for a whole batch where computed properties are read: use findByIds(), or touch: false; got ${touch}`,
  );
}
