import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { runVerb } from '../context/run-verb.js';
import type { Operation } from '../observe/operation.js';

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
  const { begun, done } = beginVerb(context, ended);
  try {
    yield* start(await begun);
  } catch (error) {
    fail(error);
  } finally {
    end();
    // With what the verb makes of the error.
    await done;
  }
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
    done.catch(reject);
  });
  return { begun, done };
}
