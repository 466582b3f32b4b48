import { setTimeout } from 'node:timers/promises';
import { encodeAdminMessage, encodeFrame, type Frame, Info3, ProtoType } from '@aeroform/protocol';
import { AnswerWriter } from '../command/answer-writer.js';
import { isBatch } from '../command/route.js';
import type { FaultEffect } from '../fault/fault-effect.js';
import type { FramePlan } from '../fault/faults.js';
import { inflateMessageSync } from './compression.js';
import { dispatchFrame, type FrameContext } from './dispatch.js';
import { frameTargets } from './frame-targets.js';
import type { Line } from './line.js';

/** Where a frame is answered that may suffer faults. */
export interface FaultyContext extends FrameContext {
  readonly line: Line;
}

/**
 * Answers one frame on a node that has faults.
 *
 * @returns as {@link dispatchFrame} does.
 */
export function dispatchFaulty(context: FaultyContext, frame: Frame): Promise<void> | undefined {
  const plan = context.node.faults.ofFrame(frameTargets(frame));
  return plan === undefined ? dispatchFrame(context, frame) : suffer(context, frame, plan);
}

async function suffer(
  context: FaultyContext,
  frame: Frame,
  { delay, end }: FramePlan,
): Promise<void> {
  const { session, line } = context;
  if (delay > 0) await pause(delay, session.signal);
  if (session.signal.aborted) return;
  if (end === undefined) await run(context, frame, (answer) => line.send(answer));
  else await ENDS[end.effect.kind]({ context, frame, effect: end.effect, random: end.random });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    // The client has gone.
  }
}

/** Takes one frame of an answer. */
type Sink = (answer: Buffer) => Promise<void>;

const drop: Sink = () => Promise.resolve();

/** Runs the commands of a frame and hands each frame of the answer to a sink. */
async function run(context: FrameContext, frame: Frame, sink: Sink): Promise<void> {
  const answer = new AnswerWriter();
  const { remoteAddress, signal } = context.responder;
  const responder = {
    remoteAddress,
    signal,
    write: (body: Buffer, type: ProtoType = ProtoType.message) => sink(encodeFrame(type, body)),
    close: () => context.responder.close(),
  };
  await dispatchFrame({ ...context, answer, responder }, frame);
  if (answer.offset > 0) await sink(answer.toBuffer());
}

/** Runs a frame and hands only the first frame of the answer to a sink. */
async function runForFirst(context: FrameContext, frame: Frame, sink: Sink): Promise<void> {
  let next = sink;
  await run(context, frame, (answer) => {
    const take = next;
    next = drop;
    return take(answer);
  });
}

interface Ending {
  readonly context: FaultyContext;
  readonly frame: Frame;
  readonly effect: FaultEffect;
  readonly random: () => number;
}

const ENDS: Readonly<Record<FaultEffect['kind'], (ending: Ending) => Promise<void>>> = {
  delay: () => Promise.resolve(),
  result: async (ending) => {
    await runIfApplied(ending);
    await ending.context.line.send(failure(ending.frame, ending.effect.resultCode));
  },
  timeout: async (ending) => {
    await runIfApplied(ending);
    ending.context.line.mute(true);
  },
  reset: async (ending) => {
    await runIfApplied(ending);
    ending.context.line.reset();
  },
  hang: ({ context }) => {
    context.line.mute(false);
    return Promise.resolve();
  },
  'half-answer': async ({ context, frame }) => {
    const { line } = context;
    await runForFirst(context, frame, (answer) => line.send(answer.subarray(0, answer.length / 2)));
    line.end();
  },
  'garbage-answer': async ({ context, frame, random }) => {
    const { line } = context;
    await runForFirst(context, frame, (answer) => line.send(garbage(answer.length, random)));
  },
};

async function runIfApplied({ context, frame, effect }: Ending): Promise<void> {
  if (effect.applied) await run(context, frame, drop);
}

/** What a frame with a result code for all of it looks like. */
function failure({ type, body }: Frame, resultCode: number): Buffer {
  if (type === ProtoType.admin) {
    const refusal = encodeAdminMessage({ resultCode, command: 0, fields: [] });
    return encodeFrame(ProtoType.admin, refusal);
  }
  const answer = new AnswerWriter();
  answer.beginMessage();
  const message = type === ProtoType.compressed ? inflateMessageSync(body) : body;
  // Batches end with a message that says so, queries fail with a single one.
  const info3 = isBatch(message) ? Info3.last : 0;
  answer.endMessage({ resultCode, generation: 0, voidTime: 0, info3 });
  return encodeFrame(ProtoType.message, answer.toBuffer());
}

/** Random bytes that no client takes for a frame: the version is wrong. */
function garbage(size: number, random: () => number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = Math.floor(random() * 256);
  bytes[0] = 0xff;
  return bytes;
}
