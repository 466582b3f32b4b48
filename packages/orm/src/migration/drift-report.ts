import type { ParticleName } from './particle.js';

/** What is wrong with a bin, or with whole records. */
export type DriftKind =
  /** A bin that no property maps. */
  | 'unknownBin'
  /** A bin of another type than declared. */
  | 'type'
  /** A list with more items than `maxItems`. */
  | 'tooLong'
  /** A value, or a migration, from which no entity can be made. */
  | 'unreadable'
  /** A discriminator value that no class has. */
  | 'class'
  /** A schema version that the class does not know. */
  | 'schemaVersion';

/** One way in which records are not as the class says. */
export interface DriftFinding {
  readonly kind: DriftKind;
  /** The bin, or the property of what cannot be read. */
  readonly subject: string;
  /** In how many of the sampled records. */
  readonly records: number;
  /** What is wrong, in words. */
  readonly message: string;
  /** Some of the records: the id where it is stored with the record, otherwise the digest in hexadecimal. */
  readonly examples: readonly unknown[];
}

/** What was seen in a bin. */
export interface BinDrift {
  readonly bin: string;
  /** The declared type; `any` for properties without one, null for bins that no property maps. */
  readonly declared: ParticleName | 'any' | null;
  /** In how many of the sampled records it is. */
  readonly records: number;
  /** How often it is of which type. */
  readonly types: Readonly<Partial<Record<ParticleName, number>>>;
  /** Bytes of strings, bytes and GeoJSON, items of lists and maps: the least and the most; null without. */
  readonly length: { readonly min: number; readonly max: number } | null;
}

/** How records differ from what a class says. */
export interface DriftReport {
  /** Name of the entity class. */
  readonly entity: string;
  readonly namespace: string;
  readonly set: string;
  /** How many records were looked at. */
  readonly records: number;
  /** About how many there are in the set. */
  readonly total: number;
  /** All bins that were seen or are declared, by name. */
  readonly bins: readonly BinDrift[];
  /** Records by discriminator value; empty for a class without. */
  readonly classes: Readonly<Record<string, number>>;
  /** Records by schema version; empty for a class without. */
  readonly versions: Readonly<Record<string, number>>;
  /** What the class does not explain; empty when all is well. */
  readonly findings: readonly DriftFinding[];
  /** The same for people. */
  readonly text: string;
}

/** Puts a report into words. */
export function driftText(report: Omit<DriftReport, 'text'>): string {
  const { entity, namespace, set, records, total, bins, versions, classes, findings } = report;
  const head = `${entity} (${namespace}.${set}): ${records} of about ${total} records looked at`;
  return [
    head,
    ...countsLine('classes', classes),
    ...countsLine('schema versions', versions),
    ...bins.map(binLine),
    ...(findings.length === 0 ? ['nothing that the class does not explain'] : ['findings:']),
    ...findings.map(
      ({ message, examples }) => `  ${message} (e.g. ${examples.map(String).join(', ')})`,
    ),
  ].join('\n');
}

function countsLine(what: string, counts: Readonly<Record<string, number>>): string[] {
  const texts = Object.entries(counts).map(([value, count]) => `${value} ×${count}`);
  return texts.length === 0 ? [] : [`  ${what}: ${texts.join(', ')}`];
}

function binLine({ bin, declared, records, types, length }: BinDrift): string {
  const seen = Object.entries(types).map(([type, count]) => `${type} ×${count}`);
  const span = length === null ? '' : `, length ${length.min} to ${length.max}`;
  const as = declared === null ? 'not declared' : `declared ${declared}`;
  return `  ${bin}: in ${records} records${seen.length === 0 ? '' : ` (${seen.join(', ')}${span})`}, ${as}`;
}
