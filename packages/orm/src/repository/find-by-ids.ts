import { batchEntry } from '@aeroform/core';
import { BatchError, BatchOutcome } from '../batch/batch-outcome.js';
import { sendBatch } from '../batch/send-batch.js';
import type { EntityContext } from '../context/entity-context.js';
import { hydrate } from '../mapping/hydrate.js';
import { toKey } from '../mapping/to-key.js';
import { callPolicy, checkCallOptions, type FindOptions } from './call-options.js';
import { requireArgument } from './require-argument.js';
import { selectedBins } from './selected-bins.js';

/**
 * The entities of ids in the order of the ids, null where there is none. One batch.
 *
 * @throws BatchError when a record could not be read
 */
export async function findByIds<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  options: FindOptions<T>,
): Promise<(T | null)[]> {
  requireArgument(Array.isArray(ids), 'ids', 'findByIds() takes an array of ids', ids);
  checkCallOptions('find', 'findByIds', options);
  const { metadata, client } = context;
  const { select } = options;
  const bins = selectedBins(metadata, select);
  const entries = ids.map((id) => batchEntry.read(toKey(context, id), { bins }));
  if (entries.length === 0) return [];
  const only = select === undefined ? {} : { only: select };
  const items = await sendBatch<T | null>(entries, 0, {
    client,
    policy: callPolicy(options),
    idOf: (index) => ids[index],
    valueOf: (index, { record }) =>
      record === null ? null : hydrate(metadata, record, { id: ids[index], ...only }),
    errorOf: (_, error) => error,
  });
  const outcome = new BatchOutcome('findByIds', items);
  if (outcome.failed.some(({ status }) => status !== 'not-found' && status !== 'filtered')) {
    throw new BatchError('findByIds', outcome);
  }
  return items.map(({ value }) => value ?? null);
}
