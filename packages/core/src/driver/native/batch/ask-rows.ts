import { ResultCode } from '@aeroform/protocol';
import type { BatchCommand } from '../../driver.js';
import { isRepeatable } from '../../is-write.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { NO_CONNECTION } from '../connection/no-connection.js';
import { manyCommands, type OfficialRow, type OfficialRowAnswer } from '../official-many.js';
import type { OfficialError } from '../official-module.js';
import { officialBatchPolicy } from '../official-policy.js';

/** What the addon answers: one answer for each row, or why there are none. */
export type RowsAnswer =
  | { readonly answers: readonly OfficialRowAnswer[]; readonly error?: undefined }
  | { readonly answers?: undefined; readonly error: OfficialError };

/** How rows are sent. */
export interface RowsSetting {
  /** Milliseconds that are left; Infinity for no limit. */
  readonly left: number;
  /** False leaves lists and maps as bytes. */
  readonly deserialize: boolean;
}

/** Sends rows, as the policy of the batch says. Never rejects. */
export function askRows(
  connection: NativeConnection,
  { rows: all, policy }: BatchCommand,
  rows: readonly OfficialRow[],
  { left, deserialize }: RowsSetting,
): Promise<RowsAnswer> {
  const commands = manyCommands(connection.client);
  const official = {
    ...officialBatchPolicy(policy),
    deserialize,
    // The addon would send writes again that may have been carried out.
    ...(all.every(isRepeatable) ? {} : { maxRetries: 0 }),
    ...(left === Infinity ? {} : { totalTimeout: Math.ceil(left) }),
  };
  return new Promise((resolve) => {
    const done = (
      error: OfficialError | null | undefined,
      answers: readonly OfficialRowAnswer[],
    ): void => resolve(error ? { error } : { answers });
    if (rows.every(({ type }) => type === READ)) commands.batchRead(rows, official, done);
    else commands.batchWrite(rows, official, done);
  });
}

/** `AS_BATCH_READ`. */
const READ = 0;

/** Statuses of the client with which nothing has left it. */
const UNSENT: ReadonlySet<number> = new Set([-2, -4, -8, -11, -14]);

/** Whether the rows were refused for want of a connection, and reached none of the nodes. */
export function isWaiting({ client }: NativeConnection, { code }: OfficialError): boolean {
  return code === NO_CONNECTION && client.getNodes().length === 1;
}

/** Whether rows may have been carried out although the request failed. */
export function mayBeDone({ code }: OfficialError): boolean {
  return code === ResultCode.TIMEOUT || (code < 0 && !UNSENT.has(code));
}
