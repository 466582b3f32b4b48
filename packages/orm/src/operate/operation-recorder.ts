import { types } from 'node:util';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { makeWriter } from './make-writer.js';
import { nameArgument } from './name-argument.js';
import { type OperateTarget, type OperationSink, PendingOperation } from './operate-target.js';

/** The operations of one call, by the names they were given. */
export interface NamedOperations {
  readonly names: readonly string[];
  readonly operations: readonly PendingOperation[];
  /** The method of the application that made them, for errors. Default `operate`. */
  readonly method?: string;
}

/** What results have besides those of the operations. */
export const VERSION = '$version';

/**
 * Collects the operations that the function given to `operate` builds. Its writers serve all calls;
 * only one function runs at a time.
 */
export class OperationRecorder implements OperationSink {
  readonly metadata: EntityMetadata;
  /** What the running function has built; null between calls. */
  #built: PendingOperation[] | null = null;

  constructor(metadata: EntityMetadata) {
    this.metadata = metadata;
  }

  /** How many operations the running function has built. */
  get count(): number {
    return this.#built?.length ?? 0;
  }

  take(operation: PendingOperation): PendingOperation {
    if (this.#built === null) {
      throw new MappingError(
        operation.label,
        'operations are built while the function given to operate() runs, which returns them at once',
      );
    }
    operation.owner = this.#built;
    this.#built.push(operation);
    return operation;
  }

  /** Takes an operation back that became part of another. */
  untake(operation: PendingOperation): void {
    const at = this.#built?.indexOf(operation) ?? -1;
    if (at < 0) {
      throw new MappingError(operation.label, 'is no operation of this call');
    }
    this.#built?.splice(at, 1);
  }

  writerOf(target: OperateTarget): object {
    return makeWriter(target);
  }

  /**
   * Runs a function and checks that it returns all it has built.
   *
   * @throws MappingError otherwise
   */
  record<W>(writer: W, build: (writer: W) => unknown): NamedOperations {
    const outer = this.#built;
    const built: PendingOperation[] = [];
    this.#built = built;
    try {
      return namedOperations(this.metadata.name, build(writer), built);
    } catch (error) {
      // Which of the methods it was is not known any more.
      throw nameArgument(error, `${this.metadata.name}.operate`);
    } finally {
      this.#built = outer;
    }
  }
}

function namedOperations(
  entity: string,
  named: unknown,
  built: readonly PendingOperation[],
): NamedOperations {
  const wrong = wrongResult(named);
  if (wrong !== null) {
    throw new MappingError(
      entity,
      `operate() takes a function that returns an object of operations, e.g. (r) => ({ views: r.views.inc() }); it returned ${wrong}`,
    );
  }
  // safe: looked at above
  const names = Object.keys(named as object);
  const operations: PendingOperation[] = [];
  for (const name of names) {
    if (name === VERSION) {
      throw new MappingError(entity, `operate(): '${VERSION}' is the version in the result`);
    }
    const operation = (named as Record<string, unknown>)[name];
    if (!(operation instanceof PendingOperation) || operation.owner !== built) {
      throw new MappingError(entity, `operate(): '${name}' is no operation, e.g. r.views.inc()`);
    }
    if (operations.includes(operation)) {
      throw new MappingError(operation.label, `is returned twice, the second time as '${name}'`);
    }
    operations.push(operation);
  }
  if (operations.length < built.length) throw forgotten(built, operations);
  if (names.length === 0) throw new MappingError(entity, 'operate() got no operations');
  return { names, operations };
}

/** What a function returned that is no object of operations; null for one. */
function wrongResult(named: unknown): string | null {
  if (named instanceof PendingOperation) return 'an operation by itself';
  if (types.isPromise(named)) return 'a promise; it must not be async';
  if (typeof named === 'object' && named !== null && !Array.isArray(named)) return null;
  return describeValue(named);
}

function forgotten(
  built: readonly PendingOperation[],
  returned: readonly PendingOperation[],
): MappingError {
  // safe: fewer are returned than were built
  const operation = built.find((each) => !returned.includes(each))!;
  return new MappingError(
    operation.label,
    'was built but not returned, so it would not happen; put it into the object operate() returns',
  );
}
