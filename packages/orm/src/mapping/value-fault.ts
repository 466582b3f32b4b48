import { MappingError } from '../error/mapping-error.js';

const LONGEST_PATH = 100;

/**
 * What is wrong with a value, thrown where it is found. Mappers know no labels: the place is put
 * together on the way out, so that values without faults cost nothing for it.
 */
export class ValueFault extends Error {
  /** Steps from the property to the value, e.g. `[3].city`; empty for the property itself. */
  path = '';

  constructor(
    readonly problem: string,
    cause?: unknown,
  ) {
    super(problem, { cause });
  }
}

/** Puts a step before the place of a fault; other errors stay as they are. */
export function faultInside(error: unknown, step: string): unknown {
  if (error instanceof ValueFault) error.path = step + error.path;
  return error;
}

/** The error for the caller: a fault gets the label of its property. */
export function withLabel(error: unknown, label: string): unknown {
  if (!(error instanceof ValueFault)) return error;
  return new MappingError(`${label}${shortened(error.path)}`, error.problem, error.cause);
}

/** A value that contains itself has a path as long as values may be deep. */
function shortened(path: string): string {
  if (path.length <= LONGEST_PATH) return path;
  return `${path.slice(0, LONGEST_PATH / 2)}…${path.slice(-LONGEST_PATH / 2)}`;
}
