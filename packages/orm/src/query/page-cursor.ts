import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';

/** Changes when cursors of earlier versions cannot be read any more. */
const VERSION = 1;

/** Where the pages of a query stand. */
export interface PagePosition {
  /** The questions to indexes by which records are reached; `''` without an index. */
  readonly access: string;
  /** Which of them is next, or which id. */
  readonly next: number;
  /** Where it stands; null at its start. */
  readonly within: string | null;
  /** Entities on the pages so far. */
  readonly taken: number;
}

/** Writes a position as text, which is not bound to the process. */
export function formatPosition(shape: string, position: PagePosition): string {
  const { access, next, within, taken } = position;
  const head = Buffer.from(JSON.stringify([VERSION, shape, access, next, taken]));
  return `${head.toString('base64url')}.${within ?? ''}`;
}

/**
 * Reads what {@link formatPosition} wrote.
 *
 * @throws QueryError for a text that is none, or the cursor of another query
 */
export function parsePosition(shape: string, cursor: unknown, entity: string): PagePosition {
  const parts = typeof cursor === 'string' ? /^([\w-]+)\.([\w-]*)$/.exec(cursor) : null;
  const head = parts === null ? null : headOf(parts[1]!);
  if (head === null) {
    throw new QueryError(
      `${entity}.page: cursor is none that a page returned; leave it out for the first page; got ${describeValue(cursor)}`,
      { entity, code: 'ORM_QUERY_CURSOR' },
    );
  }
  if (head.shape !== shape) {
    throw new QueryError(
      `${entity}.page: cursor belongs to a query with other conditions, another limit or another set; pages go on with the query they began with`,
      { entity, code: 'ORM_QUERY_CURSOR' },
    );
  }
  const within = parts![2]!;
  return { ...head.position, within: within === '' ? null : within };
}

function headOf(
  text: string,
): { readonly shape: string; readonly position: Omit<PagePosition, 'within'> } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  const [version, shape, access, next, taken] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  const isHead =
    version === VERSION &&
    typeof shape === 'string' &&
    typeof access === 'string' &&
    isCount(next) &&
    isCount(taken);
  return isHead ? { shape, position: { access, next, taken } } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
