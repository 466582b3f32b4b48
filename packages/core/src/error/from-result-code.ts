import { ResultCode } from '@aeroform/protocol';
import type { AerospikeError, AerospikeErrorOptions, ErrorKey } from './aerospike-error.js';
import { RESULT_CODE_TABLE, type ResultCodeEntry } from './result-code-table.js';
import { ServerError } from './server-error.js';

/** What the caller knows about the command that failed. */
export interface ResultCodeContext extends Pick<
  AerospikeErrorOptions,
  'inDoubt' | 'key' | 'node' | 'attempts' | 'cause'
> {
  /** The command in a word, e.g. `put`. */
  readonly command?: string;
  /** Text the server sent along. */
  readonly detail?: string;
  /** What the reader can do about it here; instead of what the table of result codes says. */
  readonly remedy?: string;
}

const CODE_NAMES = new Map<number, string>(
  Object.entries(ResultCode).map(([name, resultCode]) => [resultCode, name]),
);
const ENTRIES: Readonly<Record<number, ResultCodeEntry>> = RESULT_CODE_TABLE;

/** Stable name of a result code, e.g. `RECORD_NOT_FOUND` for 2; `RESULT_CODE_n` for unknown ones. */
export function resultCodeName(resultCode: number): string {
  return CODE_NAMES.get(resultCode) ?? `RESULT_CODE_${resultCode}`;
}

/** True when a command that was answered with `resultCode` may succeed later without any change. */
export function isRetryableResultCode(resultCode: number): boolean {
  return ENTRIES[resultCode]?.isRetryable ?? false;
}

/** The error for a result code that a server answered: the one place that picks its class. */
export function errorFromResultCode(
  resultCode: number,
  context: ResultCodeContext = {},
): AerospikeError {
  const { command: _command, detail: _detail, ...options } = context;
  const entry = ENTRIES[resultCode];
  const remedy = context.remedy ?? entry?.remedy;
  const type = entry?.type ?? ServerError;
  return new type(resultMessage(resultCode, entry, context), {
    ...options,
    ...(remedy === undefined ? {} : { remedy }),
    resultCode,
    code: resultCodeName(resultCode),
    isRetryable: entry?.isRetryable ?? false,
  });
}

function resultMessage(
  resultCode: number,
  entry: ResultCodeEntry | undefined,
  { command, detail, key, node, inDoubt, remedy = entry?.remedy }: ResultCodeContext,
): string {
  let message =
    entry?.message ?? 'the server answered a result code that this client does not know';
  if (command !== undefined) message = `${command}: ${message}`;
  if (detail !== undefined && detail !== '') message += `: ${detail}`;
  message += ` (${resultCodeName(resultCode)} ${resultCode}`;
  if (key !== undefined) message += `, key ${keyText(key)}`;
  if (node !== undefined) message += `, node ${node}`;
  if (inDoubt === true) message += ', in doubt: the write may have happened';
  message += ')';
  return remedy === undefined ? message : `${message}. Remedy: ${remedy}.`;
}

/** A record as messages name it: `namespace:set:userKey`, or the digest when that is all there is. */
export function keyText([namespace, set, userKey, digest]: ErrorKey): string {
  return `${namespace}:${set}:${userKey === null ? digestText(digest) : userKeyText(userKey)}`;
}

function userKeyText(userKey: string | number | bigint | Uint8Array): string {
  return typeof userKey === 'object' ? `0x${Buffer.from(userKey).toString('hex')}` : `${userKey}`;
}

function digestText(digest: Uint8Array | undefined): string {
  return digest === undefined ? '?' : `digest 0x${Buffer.from(digest).toString('hex')}`;
}
