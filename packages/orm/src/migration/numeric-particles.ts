import { type AerospikeRecord, batchEntry, exp, operations } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { ResultCode } from '../repository/write-error.js';
import { type ParticleName, particleOf } from './particle.js';

/** The particle types of numbers in expressions. */
const NUMBERS: ReadonlyMap<unknown, ParticleName> = new Map([
  [1, 'int'],
  [2, 'double'],
]);

/** A record with what its bins are on the server. */
export interface TypedRecord {
  readonly record: AerospikeRecord;
  readonly particles: ReadonlyMap<string, ParticleName>;
}

/**
 * Asks the server which whole numbers are integers and which are doubles: the client reads both as
 * numbers. Records that were removed, or got another type, in the meantime are left out.
 */
export async function withParticles(
  context: EntityContext,
  records: readonly AerospikeRecord[],
  signal: AbortSignal | undefined,
): Promise<TypedRecord[]> {
  const typed = records.map((record) => ({ record, ...typesOf(record) }));
  const unsure = typed.filter(({ open }) => open.length > 0);
  if (unsure.length === 0) return typed;
  const entries = unsure.map(({ record, open }) =>
    batchEntry.operate(
      record.key,
      open.map((bin) => operations.expRead(bin, exp.binType(bin))),
    ),
  );
  const policy = callPolicy(context, 'batch', signal === undefined ? {} : { signal });
  const { batchRecords } = await context.client.batch(entries, policy);
  unsure.forEach(({ particles, open }, index) => {
    const { record, error, result } = batchRecords[index]!;
    if (error !== null && result !== ResultCode.recordNotFound) throw error;
    for (const bin of open) {
      const particle = NUMBERS.get(record?.bins[bin]);
      if (particle !== undefined) particles.set(bin, particle);
    }
  });
  return typed.filter(({ particles, open }) => open.every((bin) => particles.has(bin)));
}

interface RecordTypes {
  readonly particles: Map<string, ParticleName>;
  /** Bins with whole numbers. */
  readonly open: string[];
}

function typesOf({ bins }: AerospikeRecord): RecordTypes {
  const particles = new Map<string, ParticleName>();
  const open: string[] = [];
  for (const [bin, value] of Object.entries(bins)) {
    const particle = particleOf(value);
    if (particle === null) open.push(bin);
    else particles.set(bin, particle);
  }
  return { particles, open };
}
