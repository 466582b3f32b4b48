import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';
import { binsToSelect } from '../mapping/bins-of.js';
import { fromBin } from '../mapping/from-bin.js';
import { hydrate } from '../mapping/hydrate.js';
import { computedRead } from './computed-read.js';
import type { Wanted } from './core-query.js';
import type { QueryState } from './query-state.js';

/** What is read for the rows of a query. */
export function wantedRows(context: EntityContext, state: QueryState): Wanted {
  const { metadata } = context;
  const { selected, projection } = state;
  if (projection !== null) {
    const { operations } = projection;
    return { bins: operations.length === 0 ? [] : null, operations };
  }
  const bins = binsToSelect(context, selected ?? undefined);
  const { storedName } = metadata.id;
  // The id comes with the key, or in a bin of its own.
  const isKnown = bins === null || metadata.sendKey || storedName === null;
  const read = isKnown ? bins : [...bins, storedName];
  const computed = computedRead(metadata, selected ?? undefined);
  if (computed !== null) return { bins: null, operations: computed.reads(read) };
  return { bins: read, operations: [] };
}

/** Keys and headers only. */
export const NO_BINS: Wanted = Object.freeze({ bins: [], operations: [] });

/** What the id of an entity needs to be read. */
export function wantedIds({ metadata }: EntityContext): Wanted {
  const { storedName } = metadata.id;
  return storedName === null ? NO_BINS : { bins: [storedName], operations: [] };
}

/** Makes the rows of a query: entities, parts of them, or what was projected. */
export function rowMaker(
  context: EntityContext,
  { selected, projection }: QueryState,
): (record: AerospikeRecord) => unknown {
  if (projection !== null) return (record) => projection.toRow(record);
  const { metadata } = context;
  const only = selected ?? undefined;
  const isWhole = binsToSelect(context, only) === null;
  const computed = computedRead(metadata, only);
  const hydration = { only, isWhole, computed, session: context };
  return (record) => hydrate(metadata, record, hydration);
}

/** The id of a record. @throws QueryError when the record does not tell it */
export function idOf({ metadata }: EntityContext, { key, bins }: AerospikeRecord): unknown {
  const { id, name } = metadata;
  const stored = key[2] ?? (id.storedName === null ? undefined : bins[id.storedName]);
  if (stored !== undefined && stored !== null) return fromBin(id.value, stored, id.label);
  throw new QueryError(
    `${id.label}: the record with digest ${key[3].toString('hex')} does not store its id; write it with sendKey: true or @Id({ storeAsBin: true })`,
    { entity: name },
  );
}
