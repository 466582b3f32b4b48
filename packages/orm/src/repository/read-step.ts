import {
  type BatchEntry,
  batchEntry,
  type Expression,
  type Key,
  type Operation,
} from '@aeroform/core';
import type { BatchStep } from '../batch/batch-step.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import { OptionError } from '../error/data-source-error.js';
import { hydrate } from '../mapping/hydrate.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { computedRead } from '../query/computed-read.js';
import { joinFilters } from './guarded-write.js';
import { isHidden, tellingBins, withTellingBins } from './hidden-record.js';
import { binReads, presentBins, touchGuard, touching } from './read-record.js';
import { selectedBins } from './selected-bins.js';
import { touchMeta, touchOf } from './touch-on-read.js';

/** How a step reads. */
export interface ReadStepOptions {
  readonly select?: readonly string[] | undefined;
  readonly touch?: boolean | number | undefined;
  /** The filter of the batch; default none. */
  readonly filter?: Expression<'bool'> | null;
}

/** Reads the entity of an id, or some of its properties; null when there is none. */
export function readStep<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  { select, touch: called, filter = null }: ReadStepOptions,
): BatchStep<T | null> {
  const { metadata } = context;
  try {
    const bins = withTellingBins(selectedBins(context, select), tellingBins(context));
    const touch = touchOf(metadata, called);
    const guard = touchGuard(context, touch);
    const policy = guard === null ? {} : { filterExpression: joinFilters(guard, filter)! };
    const computed = computedRead(metadata, select);
    const hydration = { id, only: select, isWhole: bins === null, computed, session: context };
    const key = toKey(context, id);
    return {
      id,
      entry:
        computed === null
          ? readEntry(metadata, { key, bins, policy }, touch)
          : operationsEntry(metadata, { key, reads: computed.reads(bins), policy }, touch),
      resultOf: (row) => {
        const record = row?.record ?? null;
        if (record === null || isHidden(context, record.bins)) return null;
        const read = touch === true ? { ...record, bins: presentBins(record.bins) } : record;
        return hydrate(metadata, read, hydration);
      },
      missing: { result: null, isFiltered: guard !== null && filter === null },
      errorOf: (error) => error,
    };
  } catch (error) {
    throw aboutRecord(error, metadata, id);
  }
}

interface Entry {
  readonly key: Key;
  /** Prolongs the life of records of the class only. */
  readonly policy: { readonly filterExpression?: Expression<'bool'> };
}

function readEntry(
  metadata: EntityMetadata,
  { key, bins, policy }: Entry & { readonly bins: readonly string[] | null },
  touch: boolean | number,
): BatchEntry {
  if (touch === true)
    return operationsEntry(metadata, { key, reads: binReads(bins), policy }, touch);
  if (touch === false) return batchEntry.read(key, { bins });
  return batchEntry.read(key, { bins, policy: { ...policy, readTouchTtlPercent: touch } });
}

function operationsEntry(
  metadata: EntityMetadata,
  { key, reads, policy }: Entry & { readonly reads: readonly Operation[] },
  touch: boolean | number,
): BatchEntry {
  if (touch === false) return batchEntry.operate(key, reads);
  if (touch === true) {
    return batchEntry.operate(key, touching(reads), { meta: touchMeta(metadata), policy });
  }
  throw new OptionError(
    'touch',
    `a per cent is for a whole batch where computed properties are read: use findByIds(), or touch: false; got ${touch}`,
  );
}
