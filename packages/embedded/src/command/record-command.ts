import {
  DIGEST_SIZE,
  FieldType,
  Info1,
  Info2,
  Info4,
  OpType,
  ResultCode,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { FaultEffect } from '../fault/fault-effect.js';
import { checkRecordCommand } from '../security/check-command.js';
import { CommandKind, CommandOrigin } from '../storage/namespace-counters.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { UdfFailure } from '../udf/udf-failure.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import { applyUdf } from './apply-udf.js';
import { deleteRecord } from './delete-record.js';
import { commandOf, recordTarget } from './fault-target.js';
import { routeToOwner } from './partition-routing.js';
import { readRecord } from './read-record.js';
import type { RecordAccess } from './record-access.js';
import type { Request } from './request.js';
import { resultCodeOf } from './result-code-of.js';
import { enterTransaction } from './transaction-command.js';
import { writeRecord } from './write-record.js';

/** Nothing that an answer could tell of. */
const NO_RECORD = { generation: 0, voidTime: 0 };

/**
 * Runs a command on one record and appends its answer, also that to an error.
 *
 * @returns the result code of the answer.
 */
export function answerRecordCommand(
  asked: CommandContext,
  request: Request,
  answer: AnswerWriter,
): number {
  answer.beginMessage();
  asked.node.counters.requests[commandOf(request)]++;
  const digest = request.rowDigest ?? request.field(FieldType.digest) ?? EMPTY;
  const context = asked.node.partitions ? routeToOwner(asked, request, digest) : asked;
  const access: RecordAccess = {
    digest,
    records: context.namespace,
    transaction: undefined,
    found: undefined,
  };
  let resultCode: number = ResultCode.OK;
  let record: Pick<StoredRecord, 'generation' | 'voidTime'>;
  try {
    record = execute(context, request, access, answer) ?? NO_RECORD;
  } catch (error) {
    resultCode = resultCodeOf(error, context.node.counters);
    record = access.found ?? NO_RECORD;
    answer.clearMessage();
    access.transaction?.writeVersion(answer, access.found);
    if (error instanceof UdfFailure) answer.bin(OpType.read, 'FAILURE', error.reason);
  }
  const { counters } = context.namespace;
  counters.countCommand(kindOf(request), resultCode, originOf(asked, context, request));
  answer.endMessage({
    resultCode,
    generation: record.generation,
    voidTime: record.voidTime,
    batchIndex: request.batchIndex,
  });
  return resultCode;
}

const EMPTY = Buffer.alloc(0);

/** Counts a command that was passed on, on the node that was asked. */
function originOf(
  asked: CommandContext,
  context: CommandContext,
  { isBatchRow }: Request,
): CommandOrigin {
  if (asked === context) return isBatchRow ? CommandOrigin.batch_sub : CommandOrigin.client;
  if (isBatchRow) asked.namespace.counters.proxiedRows++;
  else asked.namespace.counters.proxied++;
  return isBatchRow ? CommandOrigin.from_proxy_batch_sub : CommandOrigin.from_proxy;
}

/** What statistics count a command as. */
function kindOf(request: Request): CommandKind {
  if ((request.info2 & Info2.write) === 0) return CommandKind.read;
  if ((request.info2 & Info2.delete) !== 0) return CommandKind.delete;
  return request.has(FieldType.udfModule) ? CommandKind.udf : CommandKind.write;
}

/** @returns the record as the answer shows it, undefined when it is gone. */
function execute(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  if (access.digest.length !== DIGEST_SIZE) {
    throw new CommandError(ResultCode.PARAMETER, `a digest of ${access.digest.length} bytes`);
  }
  const { faults, security } = context.node;
  if (security !== undefined) checkRecordCommand(context, security, request);
  if (!faults.isSet) return run(context, request, access, answer);
  const fault = faults.ofCommand(recordTarget(request, access.digest));
  if (fault?.applied === false) throw injected(fault);
  const record = run(context, request, access, answer);
  if (fault !== undefined) throw injected(fault);
  return record;
}

function injected({ resultCode }: FaultEffect): CommandError {
  return new CommandError(resultCode, 'a fault on demand');
}

function run(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  if (context.node.edition === 'enterprise') {
    const command = enterTransaction(context, request, access);
    if (command !== undefined) return command(context, request, access, answer);
  }
  if ((request.info2 & Info2.write) !== 0) return executeWrite(context, request, access, answer);
  if ((request.info1 & Info1.read) === 0) {
    throw new CommandError(ResultCode.PARAMETER, 'neither a read nor a write');
  }
  if ((request.info4 & Info4.transactionVerifyRead) !== 0) throw transactions();
  readRecord(context, request, access, answer);
  return access.found;
}

function executeWrite(
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
): StoredRecord | undefined {
  if ((request.info2 & Info2.delete) !== 0) {
    deleteRecord(context, request, access, answer);
    return undefined;
  }
  if (request.has(FieldType.udfModule)) return applyUdf(context, request, access, answer);
  const roll = Info4.transactionRollForward | Info4.transactionRollBack;
  if ((request.info4 & roll) !== 0) throw transactions();
  return writeRecord(context, request, access, answer);
}

function transactions(): CommandError {
  return new CommandError(ResultCode.ENTERPRISE_ONLY, 'transactions');
}
