import type { AerospikeError, AerospikeErrorOptions } from '../../../error/aerospike-error.js';
import { keyText } from '../../../error/from-result-code.js';
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
  /** Attempts that may have been carried out: sent, and no answer settled what became of them. */
  readonly open: number;
}

/** What every error of a command tells. */
export function failureContext(
  command: RecordCommand,
  { node, attempts, open }: CommandProgress,
): AerospikeErrorOptions {
  const key = toRecordKey(command.key);
  const context = { key, attempts, inDoubt: open > 0 && isWrite(command) };
  return node === undefined ? context : { ...context, node };
}

export function commandTimeout(
  command: RecordCommand,
  context: AerospikeErrorOptions,
  what: string,
): AerospikeError {
  const text = `${command.verb} of ${keyText(toRecordKey(command.key))} ${what}`;
  return timeoutFailure(text, context);
}
