import { createHash } from 'node:crypto';
import {
  ByteReader,
  DIGEST_SIZE,
  MsgpackWriter,
  PARTITION_COUNT,
  writeIndexRange,
} from '@aeroform/protocol';
import { writeContext } from '../cdt/write-context.js';
import type { PartitionPosition, QueryCommand } from '../driver/driver.js';
import { InvalidArgError } from '../error/argument-error.js';
import { compileExpression } from '../expression/compile-expression.js';
import { toIndexRange } from '../predicate/compile-predicate.js';

/** Changes when cursors of earlier versions cannot be read any more. */
const VERSION = 1;
const FINGERPRINT_SIZE = 8;

/** The part of a query that a cursor belongs to. */
export type CursorSubject = Pick<QueryCommand, 'namespace' | 'set' | 'predicate' | 'partitions'>;

/**
 * Writes where a query stands as text: which partitions are left, and behind which record each goes
 * on. It holds digests and indexed values, but no other data.
 */
export function formatCursor(
  subject: CursorSubject,
  positions: readonly PartitionPosition[],
): string {
  const writer = new MsgpackWriter();
  writer.u8(VERSION);
  writer.bytes(fingerprint(subject));
  const runs = runsOf(positions.filter(({ digest }) => digest === undefined));
  writer.u16(runs.length);
  for (const { begin, count } of runs) writer.u16(begin).u16(count);
  const begun = positions.filter(({ digest }) => digest !== undefined);
  writer.u16(begun.length);
  for (const { id, digest, indexValue } of begun) {
    writer.u16(id).bytes(digest as Buffer);
    writer.u16(indexValue?.length ?? 0);
    if (indexValue !== undefined) writer.bytes(indexValue);
  }
  return writer.toBuffer().toString('base64url');
}

/**
 * Reads what {@link formatCursor} wrote.
 *
 * @throws {InvalidArgError} for a text that is none, or the cursor of another query.
 */
export function parseCursor(subject: CursorSubject, cursor: unknown): PartitionPosition[] {
  if (typeof cursor !== 'string' || !/^[\w-]+$/.test(cursor)) throw noCursor();
  const reader = new ByteReader(Buffer.from(cursor, 'base64url'));
  try {
    if (reader.u8() !== VERSION) throw noCursor();
    if (!reader.view(FINGERPRINT_SIZE).equals(fingerprint(subject))) {
      throw new InvalidArgError(
        'cursor belongs to another query: namespace, set, predicate and partitions must be the ' +
          'same for all pages',
        { argument: 'cursor' },
      );
    }
    const positions = [...readFresh(reader), ...readBegun(reader)];
    const isOutside = ({ id }: PartitionPosition): boolean =>
      id < subject.partitions.begin || id >= subject.partitions.begin + subject.partitions.count;
    if (reader.remaining > 0 || positions.some(isOutside)) throw noCursor();
    return positions;
  } catch (error) {
    throw error instanceof InvalidArgError ? error : noCursor();
  }
}

function* readFresh(reader: ByteReader): Generator<PartitionPosition> {
  for (let runs = reader.u16(); runs > 0; runs--) {
    const begin = reader.u16();
    const end = begin + reader.u16();
    if (end > PARTITION_COUNT) throw noCursor();
    for (let id = begin; id < end; id++) yield { id, digest: undefined, indexValue: undefined };
  }
}

function* readBegun(reader: ByteReader): Generator<PartitionPosition> {
  for (let left = reader.u16(); left > 0; left--) {
    const id = reader.u16();
    const digest = reader.view(DIGEST_SIZE);
    const size = reader.u16();
    yield { id, digest, indexValue: size === 0 ? undefined : reader.view(size) };
  }
}

/** Partitions that follow one another, as runs. */
function runsOf(positions: readonly PartitionPosition[]): { begin: number; count: number }[] {
  const runs: { begin: number; count: number }[] = [];
  for (const { id } of positions) {
    const last = runs.at(-1);
    if (last !== undefined && last.begin + last.count === id) last.count++;
    else runs.push({ begin: id, count: 1 });
  }
  return runs;
}

/** Tells queries apart. A filter and the bins may change between pages. */
function fingerprint({ namespace, set, predicate, partitions }: CursorSubject): Buffer {
  const writer = new MsgpackWriter();
  const names = JSON.stringify([namespace, set, partitions.begin, partitions.count]);
  writer.bytes(Buffer.from(names));
  if (predicate !== null) {
    writer.bytes(Buffer.from(JSON.stringify([predicate.collection, predicate.indexName])));
    writeIndexRange(writer, toIndexRange(predicate));
    if (predicate.context.length > 0) writeContext(writer, predicate.context, 'predicate.context');
    if (predicate.expression !== null) writer.bytes(compileExpression(predicate.expression));
  }
  return createHash('sha256').update(writer.toBuffer()).digest().subarray(0, FINGERPRINT_SIZE);
}

function noCursor(): InvalidArgError {
  return new InvalidArgError(
    'cursor is none that a page returned; leave it out for the first page',
    {
      argument: 'cursor',
    },
  );
}
