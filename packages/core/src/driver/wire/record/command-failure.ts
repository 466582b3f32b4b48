import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError, AerospikeErrorOptions } from '../../../error/aerospike-error.js';
import { errorFromResultCode, keyText } from '../../../error/from-result-code.js';
import { toRecordKey } from '../../../key/resolve-key.js';
import type { RecordCommand } from '../../driver.js';
import { timeoutFailure } from '../failure.js';
import { isWrite } from '../../is-write.js';

/** How far a command got. */
export interface CommandProgress {
  /** Undefined before the first attempt found its node. */
  readonly node: string | undefined;
  /** Attempts begun. */
  readonly attempts: number;
  /** Attempts whose bytes went out. */
  readonly sent: number;
}

/** What every error of a command tells. */
export function failureContext(
  command: RecordCommand,
  { node, attempts, sent }: CommandProgress,
): AerospikeErrorOptions {
  const key = toRecordKey(command.key);
  const context = { key, attempts, inDoubt: sent > 0 && isWrite(command) };
  return node === undefined ? context : { ...context, node };
}

export function commandTimeout(
  command: RecordCommand,
  progress: CommandProgress,
  what: string,
): AerospikeError {
  const text = `${command.verb} of ${keyText(toRecordKey(command.key))} ${what}`;
  return timeoutFailure(text, failureContext(command, progress));
}

/**
 * The server refused the command. That settles the last attempt, unless the server itself ran out of
 * time; an earlier one may still have happened.
 */
export function resultFailure(
  command: RecordCommand,
  progress: CommandProgress,
  resultCode: number,
): AerospikeError {
  const isOpen = resultCode === ResultCode.TIMEOUT || progress.sent > 1;
  const inDoubt = isOpen && isWrite(command);
  const context = { ...failureContext(command, progress), inDoubt };
  return errorFromResultCode(resultCode, { ...context, command: command.verb });
}
