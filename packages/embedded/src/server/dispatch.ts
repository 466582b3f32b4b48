import { type Frame, ProtoType, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import type { AnswerWriter } from '../command/answer-writer.js';
import type { Responder } from '../command/responder.js';
import { routeMessage } from '../command/route.js';
import { answerInfo } from '../info/answer-info.js';
import { answerAdmin } from '../admin/answer-admin.js';
import { answerCompressed, dispatchInflated, wantsCompression } from './compressed-dispatch.js';

/** A connection as far as a frame's answer is concerned. */
export interface FrameContext {
  readonly node: Node;
  readonly session: Session;
  /** Collects the answers of frames that are done at once. */
  readonly answer: AnswerWriter;
  /** Takes the answers of frames that are not. */
  readonly responder: Responder;
}

/**
 * Answers one frame.
 *
 * @returns undefined when the answer is complete, a promise of that for streams. It never rejects.
 */
export function dispatchFrame(context: FrameContext, frame: Frame): Promise<void> | undefined {
  return DISPATCH[frame.type]?.(context, frame.body);
}

type Dispatch = (context: FrameContext, body: Buffer) => Promise<void> | undefined;

const DISPATCH: Partial<Record<number, Dispatch>> = {
  [ProtoType.message]: (context, body) =>
    wantsCompression(context.node, body)
      ? answerCompressed(context, body)
      : routeMessage(context, body, context.answer, context.responder),
  [ProtoType.info]: ({ node, session, answer }, body) => {
    const at = answer.beginFrame();
    answer.latin1(answerInfo(node, body, session));
    answer.endFrame(at, ProtoType.info);
    return undefined;
  },
  [ProtoType.admin]: ({ node, session, answer }, body) => {
    node.counters.adminCommands++;
    for (const frame of answerAdmin(node, session, body)) {
      const at = answer.beginFrame();
      answer.bytes(frame);
      answer.endFrame(at, ProtoType.admin);
    }
    return undefined;
  },
  // The Community Edition does not inflate.
  [ProtoType.compressed]: (context, body) => {
    const { node, answer } = context;
    if (node.edition === 'enterprise') return dispatchInflated(context, body);
    const at = answer.beginFrame();
    answer.beginMessage();
    answer.endMessage({ resultCode: ResultCode.ENTERPRISE_ONLY, generation: 0, voidTime: 0 });
    answer.endFrame(at, ProtoType.message);
    return undefined;
  },
  // Between servers only: the real one gives clients no answer either.
  [ProtoType.internalXdr]: () => undefined,
};
