import type { Driver, RecordAnswers, RecordCommand } from '../driver/driver.js';
import { atCaller } from './at-caller.js';
import type { Policies } from './policies.js';

/** What the commands of one client share. */
export interface Session {
  readonly policies: Policies;
  /**
   * The driver of a connected client.
   *
   * @throws {ClientError} when the client is not connected.
   */
  readonly driver: Driver;
}

/** Runs a command on one record; its error tells the line of the caller. */
export async function execute<C extends RecordCommand>(
  session: Session,
  command: C,
): Promise<RecordAnswers[C['kind']]> {
  try {
    return await session.driver.execute(command);
  } catch (error) {
    throw atCaller(error, execute);
  }
}
