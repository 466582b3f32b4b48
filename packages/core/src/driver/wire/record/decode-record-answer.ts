import { FieldType, ResultCode, WireError } from '@aeroform/protocol';
import { toRecordKey } from '../../../key/resolve-key.js';
import { PlainRecord } from '../../../record/plain-object.js';
import type { OperateOrderedCommand, RecordAnswers, RecordCommand } from '../../driver.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';
import { isWrite } from '../../is-write.js';
import type { AnswerReader } from '../answer/answer-reader.js';
import { noteVersion } from '../answer/note-version.js';
import { orderedResults } from '../answer/ordered-results.js';

type Kind = RecordCommand['kind'];

/** What each kind of command expects besides success. */
const EXPECTED: { readonly [K in Kind]?: number } = {
  header: ResultCode.RECORD_NOT_FOUND,
  apply: ResultCode.UDF_ERROR,
};

/** Whether the result code is an answer, rather than a failure, to this command. */
export function isExpected(command: RecordCommand, resultCode: number): boolean {
  if (resultCode === ResultCode.OK) return true;
  return EXPECTED[command.kind] === resultCode;
}

/** Notes for its transaction what an answer, whose header is read, tells of the record. */
export function noteAnswer(
  reader: AnswerReader,
  txn: ClientTransaction,
  command: RecordCommand,
  resultCode: number,
): void {
  noteVersion(reader, txn, { key: command.key, isWrite: isWrite(command), resultCode });
}

/**
 * Reads what follows the header of an expected answer.
 *
 * @throws {WireError} when it is malformed.
 */
export function decodeRecordAnswer(
  command: RecordCommand,
  reader: AnswerReader,
  resultCode: number,
): RecordAnswers[Kind] {
  if (command.kind !== 'announce') reader.skipFields();
  return DECODERS[command.kind](reader, command as never, resultCode);
}

const DECODERS: {
  readonly [K in Kind]: (
    reader: AnswerReader,
    command: Extract<RecordCommand, { kind: K }>,
    resultCode: number,
  ) => RecordAnswers[K];
} = {
  get: readRecord,
  header: (reader, _command, resultCode) => {
    reader.skipOps();
    return resultCode === ResultCode.OK ? reader.metadata() : null;
  },
  put: (reader) => {
    reader.skipOps();
    return reader.metadata();
  },
  remove: (reader) => {
    reader.skipOps();
    return undefined;
  },
  operate: readRecord,
  operateOrdered: readOrdered,
  apply: readUdfAnswer,
  announce: readDeadline,
};

function readDeadline(reader: AnswerReader): RecordAnswers['announce'] {
  const at = reader.offset;
  const deadline = reader.field(FieldType.transactionDeadline);
  reader.skipFields();
  reader.skipOps();
  if (deadline === undefined) return 0;
  if (deadline.length !== 4) throw new WireError(at, 'a deadline of 4 bytes');
  return deadline.readUInt32LE();
}

/** A function answers in a bin, with its result or its complaint. */
function readUdfAnswer(
  reader: AnswerReader,
  _command: RecordCommand,
  resultCode: number,
): RecordAnswers['apply'] {
  const { SUCCESS, FAILURE } = reader.readBins();
  if (resultCode === ResultCode.OK && FAILURE === undefined) return { value: SUCCESS ?? null };
  return { failure: typeof FAILURE === 'string' ? FAILURE : 'no reason given', resultCode };
}

function readRecord(reader: AnswerReader, { key }: RecordCommand): RecordAnswers['get'] {
  return new PlainRecord(toRecordKey(key), reader.metadata(), reader.readBins());
}

function readOrdered(
  reader: AnswerReader,
  { key, operations }: OperateOrderedCommand,
): RecordAnswers['operateOrdered'] {
  const orderedBins = orderedResults(operations, reader.readResults(), reader.offset);
  return { key: toRecordKey(key), meta: reader.metadata(), orderedBins };
}
