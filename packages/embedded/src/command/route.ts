import {
  FieldType,
  HeaderOffset,
  Info1,
  MESSAGE_HEADER_SIZE,
  ProtoType,
  ResultCode,
} from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { CommandError } from '../error/command-error.js';
import { checkAuthenticated } from '../security/check-command.js';
import type { Namespace } from '../storage/namespace.js';
import type { AnswerWriter } from './answer-writer.js';
import { answerBatch } from './batch.js';
import type { Caller } from './command-context.js';
import { handleQuery } from './query.js';
import { answerRecordCommand } from './record-command.js';
import { type Request, readRequest } from './request.js';
import type { Responder } from './responder.js';
import { resultCodeOf } from './result-code-of.js';

/**
 * Runs the message of one frame. Commands on one record append the frame of their answer to
 * `answer`; batches and queries answer through `responder`.
 *
 * @returns undefined when the answer is complete, otherwise a promise of that. It never rejects.
 */
export function routeMessage(
  { node, session }: Caller,
  body: Buffer,
  answer: AnswerWriter,
  responder: Responder,
): Promise<void> | undefined {
  node.counters.commands++;
  if (isBatch(body)) return answerBatch({ node, session }, body, responder);
  const start = answer.offset;
  const frame = answer.beginFrame();
  try {
    const request = readRequest(body);
    checkAuthenticated({ node, session });
    const context = { node, namespace: findNamespace(node, request), session };
    if (!request.has(FieldType.digest)) {
      answer.offset = start;
      return handleQuery(context, request, responder);
    }
    answerRecordCommand(context, request, answer);
  } catch (error) {
    answer.beginMessage();
    answer.endMessage({
      resultCode: resultCodeOf(error, node.counters),
      generation: 0,
      voidTime: 0,
    });
  }
  answer.endFrame(frame, ProtoType.message);
  return undefined;
}

/** Whether the body of a message is a batch. */
export function isBatch(body: Buffer): boolean {
  if (body.length < MESSAGE_HEADER_SIZE) return false;
  return ((body[HeaderOffset.info1] as number) & Info1.batch) !== 0;
}

function findNamespace(node: Node, request: Request): Namespace {
  const name = request.text(FieldType.namespace);
  const namespace = name === undefined ? undefined : node.namespaces.get(name);
  if (namespace === undefined) {
    throw new CommandError(ResultCode.INVALID_NAMESPACE, `no namespace "${name ?? ''}"`);
  }
  return namespace;
}
