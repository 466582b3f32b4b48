import { FieldType, Info2, Info3, ResultCode, UdfOp } from '@aeroform/protocol';
import { invalidQuery } from '../query/query-fields.js';
import { checkQuery, reserveQuery } from '../security/check-command.js';
import { runAggregation } from './aggregation-query.js';
import { AnswerWriter } from './answer-writer.js';
import { startBackgroundQuery } from './background-query.js';
import { runBasicQuery } from './basic-query.js';
import type { CommandContext } from './command-context.js';
import { readRecordsPerSecond } from './query-request.js';
import { readRequest, type Request } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';
import { startUdfQuery } from './udf-query.js';

/**
 * Answers a message without a digest: a query over the records of a set or namespace, of an index, or
 * one that changes these records in the background.
 *
 * @returns when the answer is complete. It never rejects: errors are answered.
 */
export async function handleQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): Promise<void> {
  try {
    // The bytes that came belong to the connection, and queries outlive their arrival.
    await runQuery(context, readRequest(Buffer.from(request.buffer)), responder);
  } catch (error) {
    const resultCode = resultCodeOf(error, context.node.counters);
    await responder.write(singleMessage(resultCode, 0));
  }
}

async function runQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): Promise<void> {
  context.node.transactions(context.namespace)?.settle();
  const { security } = context.node;
  if (security !== undefined) checkQuery(context, security, request);
  const { requests } = context.node.counters;
  if (!request.has(FieldType.udfModule)) {
    if ((request.info2 & Info2.write) === 0) {
      requests.query++;
      await withinQuota(context, request, () => runBasicQuery(context, request, responder));
      return;
    }
    requests['background-query']++;
    startBackgroundQuery(context, request, responder);
  } else if (udfOp(request) === UdfOp.aggregate) {
    requests.aggregation++;
    await withinQuota(context, request, () => runAggregation(context, request, responder));
    return;
  } else {
    requests['background-query']++;
    startUdfQuery(context, request, responder);
  }
  await responder.write(singleMessage(ResultCode.OK, Info3.last));
}

/** Runs a query that reads, with its limit of records per second set apart from the quota. */
async function withinQuota(
  context: CommandContext,
  request: Request,
  run: () => Promise<void>,
): Promise<void> {
  const { security } = context.node;
  if (security === undefined) return run();
  const release = reserveQuery(context, security, readRecordsPerSecond(request), 'read');
  try {
    await run();
  } finally {
    release();
  }
}

function udfOp(request: Request): number {
  const data = request.field(FieldType.udfOp);
  const op = data?.length === 1 ? data[0] : undefined;
  if (op !== UdfOp.aggregate && op !== UdfOp.background) {
    throw invalidQuery('a UDF that neither aggregates nor runs in the background');
  }
  return op;
}

function singleMessage(resultCode: number, info3: number): Buffer {
  const answer = new AnswerWriter();
  answer.beginMessage();
  answer.endMessage({ resultCode, generation: 0, voidTime: 0, info3 });
  return answer.toBuffer();
}
