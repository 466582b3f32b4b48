import { batchEntry, POLICY_KEY_DIGEST } from '@aeroform/core';
import { type BatchItem, BatchOutcome } from '../batch/batch-outcome.js';
import { runChunks } from '../batch/run-chunks.js';
import { type BatchSender, failedItem, sendBatch } from '../batch/send-batch.js';
import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import { callPolicy, checkCallOptions, type WriteManyOptions } from './call-options.js';
import { requireArgument } from './require-argument.js';
import { toWriteError } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { chunkOptions } from './chunk-options.js';

/** Options of `removeByIds`. */
export type RemoveManyOptions<T> = Omit<WriteManyOptions<T>, 'ttl' | 'ifVersion'>;

/** Removes the records of ids in batches; the value of an item says whether there was a record. */
export async function removeByIds<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  options: RemoveManyOptions<T>,
): Promise<BatchOutcome<boolean>> {
  requireArgument(Array.isArray(ids), 'ids', 'removeByIds() takes an array of ids', ids);
  checkCallOptions('removeMany', 'removeByIds', options);
  const { metadata, client } = context;
  const filter = writeFilter(context, options);
  const durableDelete = options.durableDelete ?? metadata.durableDelete;
  const meta = { key: POLICY_KEY_DIGEST, ...(durableDelete ? { durableDelete } : {}) } as const;
  const policy = filter === null ? {} : { filterExpression: filter };
  const entries = ids.map((id) => batchEntry.remove(toKey(context, id), { meta, policy }));
  const { filterExpression: _, ...batchPolicy } = options.policy ?? {};
  const sender: BatchSender<boolean> = {
    client,
    policy: callPolicy({ ...options, policy: batchPolicy }),
    idOf: (index) => ids[index],
    valueOf: () => true,
    errorOf: (index, error) => {
      const subject = { entity: metadata.name, id: ids[index], expected: null, isRace: false };
      return toWriteError(error, { ...subject, verb: 'removeByIds' });
    },
  };
  const items = await runChunks(
    entries,
    chunkOptions(context, options),
    (chunk, start) => sendBatch(chunk, start, sender),
    (_entry, index, reason) => failedItem<boolean>(index, reason, sender),
  );
  return new BatchOutcome('removeByIds', items.map(missingIsFine));
}

/** Removing what is not there is no failure. */
function missingIsFine(item: BatchItem<boolean>): BatchItem<boolean> {
  if (item.status !== 'not-found') return item;
  const { index, id } = item;
  return { index, id, status: 'ok', value: false, inDoubt: false };
}
