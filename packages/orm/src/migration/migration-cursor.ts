import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';

/** Changes when cursors of earlier versions cannot be read any more. */
const VERSION = 1;

/** Partitions of a namespace. */
export const PARTITIONS = 4096;

/** Where a migration stands. */
export interface MigrationPosition {
  /** The partition up to which everything is done. */
  readonly begin: number;
  /** Where it stands in the partitions from there on, as a page of core's query says; null at their start. */
  readonly within: string | null;
}

/** What a migration is of. */
export type MigrationSubject = Pick<EntityContext, 'namespace' | 'set'> & {
  readonly name: string;
  readonly version: number;
};

/** Writes a position as text, which is not bound to the process. */
export function formatMigrationCursor(
  { namespace, set, name, version }: MigrationSubject,
  { begin, within }: MigrationPosition,
): string {
  const parts = [VERSION, namespace, set, name, version, begin, within];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Reads what {@link formatMigrationCursor} wrote.
 *
 * @throws OptionError for a text that is none, or the cursor of another migration
 */
export function parseMigrationCursor(
  { namespace, set, name, version }: MigrationSubject,
  cursor: unknown,
): MigrationPosition {
  const parts = typeof cursor === 'string' ? partsOf(cursor) : null;
  const [format, ofNamespace, ofSet, ofName, ofVersion, begin, within] = parts ?? [];
  const isPosition =
    format === VERSION &&
    Number.isInteger(begin) &&
    (begin as number) >= 0 &&
    (begin as number) <= PARTITIONS &&
    (within === null || typeof within === 'string');
  if (!isPosition) {
    throw new OptionError(
      'cursor',
      `is none that a migration has told; leave it out to begin; got ${describeValue(cursor)}`,
    );
  }
  const isOurs =
    ofNamespace === namespace && ofSet === set && ofName === name && ofVersion === version;
  if (isOurs) return { begin: begin as number, within };
  throw new OptionError(
    'cursor',
    `belongs to the migration of ${String(ofName)} in ${String(ofNamespace)}.${String(ofSet)} to version ${String(ofVersion)}; leave it out to begin that of ${name} to version ${version}`,
  );
}

function partsOf(cursor: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
