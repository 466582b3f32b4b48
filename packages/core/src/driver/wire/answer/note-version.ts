import { FieldType } from '@aeroform/protocol';
import type { ResolvedKey } from '../../../key/resolve-key.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';
import type { AnswerReader } from './answer-reader.js';

/** What was answered to a command of a transaction. */
export interface TransactionAnswer {
  readonly key: ResolvedKey;
  readonly isWrite: boolean;
  readonly resultCode: number;
}

/** Notes what an answer, whose header is read, tells of the version of its record. */
export function noteVersion(
  reader: AnswerReader,
  { log }: ClientTransaction,
  { key, isWrite, resultCode }: TransactionAnswer,
): void {
  const version = reader.field(FieldType.recordVersion);
  if (isWrite) log.noteWrite(key, version, resultCode);
  else log.noteRead(key, version);
}
