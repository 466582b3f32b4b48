import { type Frame, type Message, ProtoType, readMessages, ResultCode } from '@aeroform/protocol';
import { isLast } from './answer.js';
import type { Connection } from './connection.js';

/** How to tell that an answer is complete. */
export type AnswerEnd =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'frames'; readonly count: number }
  | { readonly kind: 'last message' };

/** `broken`: bytes that are no frame. `silent`: not complete when the time was up. */
export type ExchangeState = 'complete' | 'broken' | 'closed' | 'silent';

/** So long a request that has no answer is given to be answered nevertheless. */
const QUIET_MS = 250;

/** An error may stand alone or be followed by the end of its stream: so long that is awaited. */
const AFTER_ERROR_MS = 200;

/** What a server that behaves as recorded will send. */
export function recordedEnd(frames: readonly Frame[]): AnswerEnd {
  if (frames.length === 0) return { kind: 'nothing' };
  const last = lastMessage(frames);
  if (last !== undefined && isLast(last)) return { kind: 'last message' };
  return { kind: 'frames', count: frames.length };
}

/** Sends a request and waits until its answer is complete, at most `milliseconds`. */
export async function exchange(
  connection: Connection,
  request: Buffer,
  end: AnswerEnd,
  milliseconds: number,
): Promise<ExchangeState> {
  connection.send(request);
  const deadline = performance.now() + (end.kind === 'nothing' ? QUIET_MS : milliseconds);
  for (;;) {
    const progress = progressOf(connection, end);
    if (progress === 'complete' || progress === 'broken') return progress;
    if (connection.closed) return 'closed';
    const left = deadline - performance.now();
    if (left <= 0) return 'silent';
    const patience = progress === 'error' ? Math.min(left, AFTER_ERROR_MS) : left;
    const changed = await connection.change(patience);
    if (!changed && progress === 'error') return 'complete';
  }
}

/** `error`: the last message so far is an error that may be the whole answer. */
type Progress = 'complete' | 'broken' | 'error' | 'waiting';

function progressOf(connection: Connection, end: AnswerEnd): Progress {
  const { frames } = connection;
  if (frames.length > 0 && isEnded(frames, end)) return 'complete';
  if (connection.broken !== undefined) return 'broken';
  if (end.kind !== 'last message' || frames.length === 0) return 'waiting';
  const code = lastMessage(frames)?.header.resultCode;
  return code === ResultCode.OK ? 'waiting' : 'error';
}

function isEnded(frames: readonly Frame[], end: AnswerEnd): boolean {
  if (end.kind === 'nothing') return true;
  if (end.kind === 'frames') return frames.length >= end.count;
  const last = lastMessage(frames);
  // A frame that holds no message will not be followed by the end of a stream.
  return last === undefined || isLast(last);
}

function lastMessage(frames: readonly Frame[]): Message | undefined {
  const frame = frames.at(-1);
  if (frame?.type !== ProtoType.message) return undefined;
  try {
    return readMessages(frame.body).at(-1);
  } catch {
    return undefined;
  }
}
