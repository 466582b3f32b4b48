import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { runVerb } from '../context/run-verb.js';
import { OptionError } from '../error/data-source-error.js';
import type { Operation } from '../observe/operation.js';
import { checkCount } from './check-count.js';
import { checkOptions } from './check-options.js';
import type { StreamOptions } from './query.js';

/**
 * How many queries, or parts of one, a stream sends at the same time.
 *
 * @throws QueryError for what are no options of a stream
 */
export function parallelOf(options: StreamOptions): number {
  checkOptions('stream', options, ['parallel']);
  return checkCount(options.parallel ?? 1, 'stream: parallel', 1);
}

/**
 * The items of a stream as one operation for who watches: it lasts from the first item that is asked for
 * to the last, or until the reader leaves.
 */
export async function* streamInVerb<T extends object, R>(
  context: EntityContext<T>,
  start: (operation: Operation | null) => AsyncGenerator<R, void>,
): AsyncGenerator<R, void> {
  let end: () => void = () => undefined;
  let fail: (error: unknown) => void = end;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  // A verb that refuses to begin (in a transaction, without a connection) never takes it.
  ended.catch(() => undefined);
  const { begun, done } = beginVerb(context, ended);
  let failure: { readonly error: unknown } | null = null;
  try {
    yield* start(await begun);
  } catch (error) {
    failure = { error };
    fail(error);
  } finally {
    end();
    // With what the verb makes of the error.
    await done;
  }
  // A plugin that resolves in spite of it cannot give the items that are missing.
  if (failure !== null) throw failure.error;
}

function beginVerb<T extends object>(
  context: EntityContext<T>,
  ended: Promise<void>,
): { readonly begun: Promise<Operation | null>; readonly done: Promise<void> } {
  let done: Promise<void> = Promise.resolve();
  const begun = new Promise<Operation | null>((resolve, reject) => {
    done = runVerb(context, 'query.stream', undefined, (operation) => {
      requireNoTransaction(context, 'query.stream');
      resolve(operation);
      return ended;
    });
    done.then(() => reject(neverBegun()), reject);
  });
  return { begun, done };
}

/** A value in place of the stream, which other methods would return, has no items. */
function neverBegun(): OptionError {
  return new OptionError(
    'plugins',
    'one of them did not call next(), which a stream needs: it can only let it run, or throw',
  );
}
