import { HeaderOffset, Info1, PROTO_HEADER_SIZE, ProtoType } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { AnswerWriter } from '../command/answer-writer.js';
import type { Responder } from '../command/responder.js';
import { resultCodeOf } from '../command/result-code-of.js';
import { routeMessage } from '../command/route.js';
import { CompressingResponder } from './compressing-responder.js';
import { inflateMessage, type PackedFrame, packMessage } from './compression.js';
import type { FrameContext } from './dispatch.js';

/** Whether a client asked for a compressed answer, and the server gives one. */
export function wantsCompression({ edition }: Node, body: Buffer): boolean {
  if (edition === 'community') return false;
  return ((body[HeaderOffset.info1] ?? 0) & Info1.compressResponse) !== 0;
}

/**
 * Runs the message of a compressed frame.
 *
 * @returns as `dispatchFrame` does.
 */
export function dispatchInflated(context: FrameContext, body: Buffer): Promise<void> | undefined {
  try {
    const message = inflateMessage(body);
    return Buffer.isBuffer(message) ? runMessage(context, message) : runLater(context, message);
  } catch (error) {
    answerFailure(context, error);
    return undefined;
  }
}

/**
 * Runs a message whose answer is to be compressed.
 *
 * @returns as `dispatchFrame` does.
 */
export function answerCompressed(context: FrameContext, body: Buffer): Promise<void> | undefined {
  const { answer, responder } = context;
  const start = answer.offset;
  const pending = routeMessage(context, body, answer, new CompressingResponder(responder));
  if (pending !== undefined) return pending;
  const message = Buffer.from(answer.buffer.subarray(start + PROTO_HEADER_SIZE, answer.offset));
  const frame = packMessage(message);
  answer.offset = start;
  if ('then' in frame) return writeLater(responder, frame);
  appendFrame(answer, frame);
  return undefined;
}

async function writeLater(responder: Responder, packing: Promise<PackedFrame>): Promise<void> {
  const { body, type } = await packing;
  await responder.write(body, type);
}

function runMessage(context: FrameContext, body: Buffer): Promise<void> | undefined {
  if (wantsCompression(context.node, body)) return answerCompressed(context, body);
  return routeMessage(context, body, context.answer, context.responder);
}

/** The writer of the connection belongs to others by then. */
async function runLater(context: FrameContext, inflating: Promise<Buffer>): Promise<void> {
  const answer = new AnswerWriter();
  const later = { ...context, answer };
  try {
    await runMessage(later, await inflating);
  } catch (error) {
    answer.reset();
    answerFailure(later, error);
  }
  if (answer.offset === 0) return;
  const frame = answer.toBuffer();
  await context.responder.write(frame.subarray(PROTO_HEADER_SIZE), frame[1] as ProtoType);
}

function answerFailure({ node, answer }: FrameContext, error: unknown): void {
  const at = answer.beginFrame();
  answer.beginMessage();
  const resultCode = resultCodeOf(error, node.counters);
  answer.endMessage({ resultCode, generation: 0, voidTime: 0 });
  answer.endFrame(at, ProtoType.message);
}

function appendFrame(answer: AnswerWriter, { type, body }: PackedFrame): void {
  const at = answer.beginFrame();
  answer.bytes(body);
  answer.endFrame(at, type);
}
