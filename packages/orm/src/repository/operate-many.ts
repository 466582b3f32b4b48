import { type BatchRecord, batchEntry } from '@aeroform/core';
import { type BatchItem, BatchOutcome } from '../batch/batch-outcome.js';
import { type ChunkOptions, runChunks } from '../batch/run-chunks.js';
import { type BatchSender, failedItem, sendBatch } from '../batch/send-batch.js';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { aboutRecord } from '../context/run-verb.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { nameOperations } from '../operate/name-operations.js';
import { type OperateProgram, operateProgram, resultsOf } from '../operate/operate-program.js';
import type { NamedOperations } from '../operate/operation-recorder.js';
import { recordOperations } from '../operate/record-ops.js';
import type { IdOf } from '../type/entity-type.js';
import type { Op } from '../type/op.js';
import type { RecordOps } from '../type/writer.js';
import { checkCallOptions, type WriteManyOptions } from './call-options.js';
import { afterOperate } from './after-operate.js';
import { chunkOptions } from './chunk-options.js';
import { creationOperations } from './creation.js';
import { type GuardedRow, resendRefused, type SettledRow } from './guarded-batch.js';
import { joinFilters } from './guarded-write.js';
import { modeOf, operateGuard, operateMeta, type OperateResult } from './operate.js';
import { withTouch } from './read-record.js';
import { requireArgument } from './require-argument.js';
import { touchOf } from './touch-on-read.js';
import { toWriteError, type WriteSubject } from './write-error.js';
import { writeFilter } from './write-filter.js';
import { callTtl } from './write-ttl.js';

/** The same operations on the records of several ids, in batches; each record atomically. */
export async function operateMany<T extends object, O extends Record<string, Op<unknown>>>(
  context: EntityContext<T>,
  ids: readonly IdOf<T>[],
  build: (record: RecordOps<T>) => O,
  options: WriteManyOptions<T>,
): Promise<BatchOutcome<OperateResult<O>>> {
  requireArgument(Array.isArray(ids), 'ids', 'operateMany() takes an array of ids', ids);
  const takesFunction = 'operateMany() takes a function, e.g. r => ({ views: r.views.inc() })';
  requireArgument(typeof build === 'function', 'build', takesFunction, build);
  checkCallOptions('writeMany', 'operateMany', options);
  const { metadata } = context;
  const named = recordOperations(context, build);
  const rows = rowsOf(context, ids, named, options);
  const writes = named.operations.some((operation) => operation.writes !== null);
  const program = { named, writes };
  const called = batchOptions(options);
  const touched = rows.touchPercent === null ? called : withTouch(called, rows.touchPercent);
  const policy = callPolicy(context, 'batch', touched);
  const senderOf = (sent: readonly SettledRow[]): BatchSender<OperateResult<O>> => ({
    client: context.client,
    policy,
    idOf: (index) => ids[sent[index]!.place],
    // safe: the results have the names and types of the operations
    valueOf: (_index, row) => rowResults(program, row) as OperateResult<O>,
    errorOf: (index, error) => {
      const id = ids[sent[index]!.place];
      const failure = toWriteError(nameOperations(error, named), subjectOf(metadata, id));
      return aboutRecord(failure, metadata, id);
    },
  });
  const send = (sent: readonly SettledRow[], settings: ChunkOptions) => {
    const sender = senderOf(sent);
    return runChunks(
      sent,
      settings,
      (chunk, start) =>
        sendBatch(
          chunk.map(({ entry }) => entry),
          start,
          sender,
        ),
      (_row, index, reason) => failedItem(index, reason, sender),
    );
  };
  const settings = chunkOptions(context, options);
  const { onProgress: _progress, ...again } = settings;
  const items = await resendRefused(
    await send(rows.sent, settings),
    rows.guardedAt,
    options,
    (sent) => send(sent, again),
  );
  if (context.subscribers.length > 0) {
    for (const [place, item] of items.entries()) {
      items[place] = await told(context, item, named.names);
    }
  }
  return new BatchOutcome('operateMany', items);
}

/** What a subscriber throws makes the item of the record fail, although it is written, and no other. */
async function told<R extends { readonly $version: number }>(
  context: EntityContext,
  item: BatchItem<R>,
  names: readonly string[],
): Promise<BatchItem<R>> {
  const { index, id, value } = item;
  if (value === undefined) return item;
  try {
    await afterOperate(context, id, names, value.$version);
    return item;
  } catch (error) {
    return { index, id, status: 'failed', error, inDoubt: false };
  }
}

function subjectOf({ name }: EntityMetadata, id: unknown): WriteSubject {
  return { entity: name, id, verb: 'operateMany', expected: null, isRace: false };
}

interface Rows {
  readonly sent: readonly SettledRow[];
  readonly guardedAt: (place: number) => GuardedRow | undefined;
  /** What `touchOnRead` asks of the server where the operations only read; null for nothing. */
  readonly touchPercent: number | null;
}

function rowsOf<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  named: NamedOperations,
  options: WriteManyOptions<T>,
): Rows {
  const { metadata } = context;
  const filter = writeFilter(context, options);
  const mode = modeOf(metadata, null, options);
  const ttl = callTtl(context, metadata, null, options.ttl);
  const plan = { mode, generation: null, ttl } as const;
  const touch = touchOf(metadata, undefined);
  const layOut = (id: unknown) =>
    operateProgram(metadata, named, {
      readBack: false,
      touches: touch === true,
      creation: mode === 'upsert' && ids.length > 0 ? creationOperations(metadata, id) : [],
    });
  // One array for all, where it is the same: rows that repeat the one before are sent in short.
  const isShared = metadata.id.storedName === null;
  const shared = layOut(ids[0]);
  const meta = operateMeta(metadata, shared, plan, options.durableDelete);
  const guard = operateGuard(metadata, shared);
  const allowed = joinFilters(guard, filter);
  const policy = allowed === null ? {} : { filterExpression: allowed };
  const sent = ids.map((id, place) => {
    const { operations } = isShared ? shared : layOut(id);
    const settings = { meta, policy, ordered: true };
    return { place, entry: batchEntry.operate(toKey(context, id), operations, settings) };
  });
  const guardedAt = (place: number): GuardedRow => ({
    context,
    metadata,
    key: toKey(context, ids[place]),
    generation: null,
    subject: subjectOf(metadata, ids[place]),
    writes: shared.writes,
    hasFilter: filter !== null,
    entryAt: () => sent[place]!.entry,
  });
  return {
    sent,
    guardedAt: guard === null ? () => undefined : guardedAt,
    touchPercent: !shared.writes && typeof touch === 'number' ? touch : null,
  };
}

/** The filter is that of each entry. */
function batchOptions<T>(options: WriteManyOptions<T>): WriteManyOptions<T> {
  if (options.policy?.filterExpression === undefined) return options;
  const { filterExpression: _, ...policy } = options.policy;
  return { ...options, policy };
}

function rowResults(program: Pick<OperateProgram, 'named' | 'writes'>, row: BatchRecord): unknown {
  const { record, orderedBins } = row;
  // safe: an ordered row that worked has both
  return resultsOf(program, orderedBins!, record!.meta.gen);
}
