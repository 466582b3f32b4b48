import type { Frame } from '@aeroform/protocol';
import { type Answer, decodeAnswer } from './answer.js';
import { compareAnswer } from './compare-answer.js';
import type { Comparison } from './compare-message.js';
import type { Connection } from './connection.js';
import type { Difference } from './difference.js';
import type { ExchangeState } from './exchange.js';
import type { Step } from './scenario.js';

/** How the answer of the server under test compares with the recorded one. */
export interface Judgement {
  readonly differences: readonly Difference[];
  /** The answers, where there are two that can be decoded. */
  readonly answers?: { readonly expected: Answer; readonly actual: Answer };
}

/** Judges what a connection holds after the exchange of a step. */
export function judgeAnswer(
  step: Step,
  recorded: readonly Frame[],
  connection: Connection,
  state: ExchangeState,
  comparison: Comparison,
): Judgement {
  const size = `${connection.byteCount} bytes`;
  if (recorded.length === 0) {
    return connection.byteCount === 0 ? { differences: [] } : unlike('none', size);
  }
  if (state === 'silent') return unlike('a whole one', `${size} when the time was up`);
  if (state === 'closed' && connection.frames.length === 0) {
    return unlike('a whole one', `${size} before the connection was closed`);
  }
  try {
    const answers = { expected: decodeAnswer(recorded), actual: received(connection) };
    const { expected, actual } = answers;
    return { answers, differences: compareAnswer(expected, actual, step, comparison) };
  } catch (error) {
    return unlike('one that can be decoded', `${size}: ${(error as Error).message}`);
  }
}

function received(connection: Connection): Answer {
  if (connection.broken !== undefined) throw connection.broken;
  if (connection.restSize > 0) {
    throw new Error(`${connection.restSize} bytes behind the last whole frame`);
  }
  return decodeAnswer(connection.frames);
}

function unlike(expected: string, actual: string): Judgement {
  return { differences: [{ what: 'answer', expected, actual }] };
}
