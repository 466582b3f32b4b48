import type { Driver, RecordAnswers, RecordCommand } from '../driver/driver.js';
import type { Observer } from '../observability/observer.js';
import { explainRefusal } from '../server/explain-refusal.js';
import { neededFeatures } from '../server/needed-features.js';
import { atCaller } from './at-caller.js';
import { executeInTransaction } from './in-transaction.js';
import type { Policies } from '../policy/policies.js';

/** What the commands of one client share. */
export interface Session {
  readonly policies: Policies;
  /**
   * The driver of a connected client.
   *
   * @throws {ClientError} when the client is not connected.
   */
  readonly driver: Driver;
  /** Aborted as soon as the client is being closed. */
  readonly closing: AbortSignal;
  /** Tells metrics, spans and channels of the calls. */
  readonly observer: Observer;
}

/**
 * Runs a command on one record; its error tells the line of the caller.
 *
 * @param make - checks the arguments of the call, in here so that what it throws rejects without another
 *   promise around this one.
 */
export async function execute<C extends RecordCommand>(
  session: Session,
  make: () => C,
): Promise<RecordAnswers[C['kind']]> {
  const command = make();
  const { driver, observer } = session;
  const { verb, key, policy } = command;
  const call = observer.begin(verb, key.namespace, key.set);
  try {
    const { txn } = policy;
    const answer =
      txn === null
        ? await driver.execute(command, call)
        : await executeInTransaction(session, txn, command, call);
    observer.succeed(call);
    return answer;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(
      explainRefusal(error, driver, () => neededFeatures(command)),
      execute,
    );
  }
}
