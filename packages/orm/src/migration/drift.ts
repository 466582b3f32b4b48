import { type AerospikeRecord, exp, type Expression } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { checkOptions } from '../operate/check-options.js';
import { approximateCount } from '../query/approximate-count.js';
import { recordsOfClass } from './class-filter.js';
import { type DriftReport, driftText } from './drift-report.js';
import { DriftTally } from './drift-tally.js';
import { examineRecord } from './examine-record.js';
import { checkWhole } from './migrate-options.js';
import { withParticles } from './numeric-particles.js';
import { declaredParticle, type ParticleName } from './particle.js';

/** Options of `schema.drift()`. */
export interface DriftOptions {
  /** How many records to look at, at most. Default 1000. */
  readonly sample?: number;
  /** Called after each hundred records. What it throws ends the call. */
  readonly onProgress?: (progress: { readonly records: number; readonly sample: number }) => void;
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

const KNOWN = { sample: 'number', onProgress: 'any', signal: 'any' } as const;
const DEFAULT_SAMPLE = 1000;
const CHUNK = 100;

/** Looks at some records of a set, spread evenly over it by their digests. */
export async function driftOf(context: EntityContext, options: DriftOptions): Promise<DriftReport> {
  checkOptions(options, KNOWN, 'schema.drift');
  const { sample = DEFAULT_SAMPLE, onProgress, signal } = options;
  checkWhole('sample', sample);
  const { metadata, namespace, set } = context;
  const total = await approximateCount(context);
  const tally = new DriftTally();
  for await (const chunk of chunksOf(sampled(context, { sample, total, signal }))) {
    for (const { record, particles } of await withParticles(context, chunk, signal)) {
      // safe: it was found for each bin
      examineRecord(metadata, record, tally, (_record, bin) => particles.get(bin)!);
    }
    onProgress?.({ records: tally.records, sample });
  }
  const { records, classes, versions } = tally;
  const bins = tally.bins(declaredBins(metadata));
  const findings = tally.findings();
  const entity = metadata.name;
  const report = { entity, namespace, set, records, total, bins, classes, versions, findings };
  return { ...report, text: driftText(report) };
}

interface Sampling {
  readonly sample: number;
  /** About how many records there are. */
  readonly total: number;
  readonly signal: AbortSignal | undefined;
}

function sampled(
  context: EntityContext,
  { sample, total, signal }: Sampling,
): AsyncIterable<AerospikeRecord> {
  const filters = [recordsOfClass(context.metadata), oneOf(Math.ceil(total / sample))].filter(
    (filter) => filter !== null,
  );
  const filter = filters.length > 1 ? exp.and(...filters) : (filters[0] ?? null);
  const policy = callPolicy(context, 'query', signal === undefined ? {} : { signal }, filter);
  const query = context.client.query(context.namespace, context.set);
  return query.stream({ ...policy, maxRecords: sample });
}

/** One of so many records, by chance another part of them each time; null for all. */
function oneOf(parts: number): Expression<'bool'> | null {
  if (parts <= 1) return null;
  const chosen = Math.floor(Math.random() * parts);
  return exp.eq(exp.digestModulo(parts), exp.intVal(chosen));
}

async function* chunksOf(
  records: AsyncIterable<AerospikeRecord>,
): AsyncGenerator<AerospikeRecord[], void> {
  let chunk: AerospikeRecord[] = [];
  for await (const record of records) {
    chunk.push(record);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** The bins of a class and of its subclasses. */
function declaredBins(metadata: EntityMetadata): Map<string, ParticleName | 'any'> {
  const { discriminator, entity } = metadata;
  const children = discriminator === null ? [] : [...discriminator.children().values()];
  const classes = [
    metadata,
    ...children.filter((child) => child.entity.prototype instanceof entity),
  ];
  const declared = new Map<string, ParticleName | 'any'>();
  for (const { bins, schemaVersion } of classes) {
    for (const { binName, value } of bins) {
      const particle = declaredParticle(value) ?? 'any';
      const other = declared.get(binName) ?? particle;
      declared.set(binName, other === particle ? particle : 'any');
    }
    if (schemaVersion !== null) declared.set(schemaVersion.binName, 'int');
  }
  if (discriminator !== null) declared.set(discriminator.binName, 'string');
  return declared;
}
