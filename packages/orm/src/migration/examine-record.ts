import type { AerospikeRecord, BinValue } from '@aeroform/core';
import { messageOf } from '../error/message-of.js';
import { MappingError } from '../error/mapping-error.js';
import { metadataOfRecord } from '../mapping/class-metadata.js';
import { entityMapper } from '../mapping/entity-mapper.js';
import { hydrate } from '../mapping/hydrate.js';
import { ownValue } from '../mapping/own-value.js';
import { describeValue } from '../error/describe-value.js';
import type { EntityMetadata, MappedBin } from '../metadata/entity-metadata.js';
import type { DriftTally } from './drift-tally.js';
import { declaredParticle, lengthOf, type ParticleName } from './particle.js';

/** Tells what a value in a bin is on the server. */
export type ParticleLookup = (record: AerospikeRecord, bin: string) => ParticleName;

/**
 * Compares a record with what its class says. The bins of records of an older schema version are only
 * looked at through their migration.
 */
export function examineRecord(
  metadata: EntityMetadata,
  record: AerospikeRecord,
  tally: DriftTally,
  particle: ParticleLookup,
): void {
  tally.records += 1;
  const example = record.key[2] ?? record.key[3].toString('hex');
  const actual = classOf(metadata, record, tally, example);
  const isCurrent = actual !== null && hasPresentForm(actual, record, tally, example);
  for (const [bin, value] of Object.entries(record.bins)) {
    const stored = particle(record, bin);
    tally.saw(bin, value, stored);
    if (isCurrent) examineBin(actual, { bin, value, stored }, tally, example);
  }
  if (actual !== null) tryReading(actual, record, tally, example);
}

/** The class a record is of; null when that is not known. */
function classOf(
  metadata: EntityMetadata,
  { bins }: AerospikeRecord,
  tally: DriftTally,
  example: unknown,
): EntityMetadata | null {
  const { discriminator } = metadata;
  if (discriminator === null) return metadata;
  const { binName } = discriminator;
  const stored = ownValue(bins, binName) ?? null;
  const value = typeof stored === 'string' ? stored : stored === null ? '(none)' : '(no string)';
  tally.classes[value] = (tally.classes[value] ?? 0) + 1;
  try {
    return metadataOfRecord(metadata, bins);
  } catch (error) {
    const text = describeValue(stored);
    const subject = { subject: binName, variant: text, example };
    tally.found('class', subject, (n) => `${binName} is ${text} in ${n}: ${messageOf(error)}`);
    return null;
  }
}

/** Whether the record is of the present schema version; a version that there is not is a finding. */
function hasPresentForm(
  { schemaVersion }: EntityMetadata,
  { bins }: AerospikeRecord,
  tally: DriftTally,
  example: unknown,
): boolean {
  if (schemaVersion === null) return true;
  const { binName, version } = schemaVersion;
  const stored = ownValue(bins, binName) ?? 1;
  const isNumber = typeof stored === 'number' && Number.isSafeInteger(stored) && stored >= 1;
  const text = isNumber ? String(stored) : describeValue(stored);
  tally.versions[text] = (tally.versions[text] ?? 0) + 1;
  if (isNumber && stored <= version) return stored === version;
  tally.found(
    'schemaVersion',
    { subject: binName, variant: text, example },
    (n) => `${binName} is ${text} in ${n}; the class knows 1 to ${version}`,
  );
  return false;
}

interface SeenValue {
  readonly bin: string;
  readonly value: BinValue;
  readonly stored: ParticleName;
}

function examineBin(
  metadata: EntityMetadata,
  { bin, value, stored }: SeenValue,
  tally: DriftTally,
  example: unknown,
): void {
  const subject = { subject: bin, example };
  const mapped = metadata.bins.find(({ binName }) => binName === bin);
  if (mapped === undefined) {
    if (entityMapper(metadata).binNames.has(bin)) return;
    tally.found('unknownBin', subject, (n) => `${bin} is in ${n}, but no property maps it`);
    return;
  }
  const declared = declaredParticle(mapped.value);
  if (declared !== null && stored !== declared) {
    const text = `${stored}, but ${labelOf(mapped)} is declared as ${declared}`;
    tally.found('type', { ...subject, variant: stored }, (n) => `${bin} is ${text}: in ${n}`);
  }
  const most = mapped.value.kind === 'list' ? mapped.value.maxItems : null;
  if (most === null || stored !== 'list' || (lengthOf(value) ?? 0) <= most) return;
  tally.found('tooLong', subject, (n) => `${bin} has more than its ${most} items in ${n}`);
}

function labelOf({ property }: MappedBin): string {
  return property.label;
}

/** Makes an entity of the record, as finding it would. */
function tryReading(
  metadata: EntityMetadata,
  record: AerospikeRecord,
  tally: DriftTally,
  example: unknown,
): void {
  const only = metadata.stored.map(({ property }) => property);
  try {
    hydrate(metadata, record, { only, isWhole: true });
  } catch (error) {
    const path = error instanceof MappingError ? error.path : metadata.name;
    // Items of one collection are one finding.
    const subject = path.replaceAll(/\[[^\]]*\]/g, '[…]');
    tally.found(
      'unreadable',
      { subject, example },
      (n) => `${subject} cannot be read in ${n}: ${messageOf(error)}`,
    );
  }
}
