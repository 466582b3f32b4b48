import { Info1, PROTO_HEADER_SIZE, ProtoType, HeaderOffset } from '@aeroform/protocol';
import { recordedFrames } from './answer.js';
import type { Comparison } from './compare-message.js';
import type { Connection } from './connection.js';
import { type Difference, textDifference } from './difference.js';
import { exchange, type ExchangeState, recordedEnd } from './exchange.js';
import { judgeAnswer, type Judgement } from './judge-answer.js';
import type { Step } from './scenario.js';

/** What came of sending a step once. */
export interface StepOutcome extends Judgement {
  readonly step: Step;
  readonly comparison: Comparison;
  readonly state: ExchangeState;
}

/**
 * Sends a step and compares the answer and what became of the connection.
 *
 * @param request - the recorded request with what has to be new in each replay.
 * @param patience - how long the answer may take, in milliseconds.
 */
export async function playStep(
  connection: Connection,
  step: Step,
  request: Buffer,
  patience: number,
): Promise<StepOutcome> {
  const recorded = recordedFrames(step.answer);
  const state = await exchange(connection, request, recordedEnd(recorded), patience);
  const comparison: Comparison = {
    mask: step.mask,
    batch: isBatch(request),
    recordedAt: step.recordedAt,
    receivedAt: Math.floor(Date.now() / 1000),
  };
  const ofConnection = await judgeConnection(connection, step.connection);
  const judgement = judgeAnswer(step, recorded, connection, state, comparison);
  const differences = [...ofConnection, ...judgement.differences];
  return { ...judgement, differences, step, comparison, state };
}

/** The server closes broken connections up to a second later. */
const CLOSING_MS = 2_000;
/** So long a connection must stay open to count as left open. */
const STAYING_MS = 15;

async function judgeConnection(
  connection: Connection,
  expected: Step['connection'],
): Promise<Difference[]> {
  if (expected === undefined) return [];
  const deadline = performance.now() + (expected === 'closed' ? CLOSING_MS : STAYING_MS);
  for (let left = Infinity; left > 0 && !connection.closed;) {
    left = deadline - performance.now();
    if (left > 0) await connection.change(left);
  }
  return textDifference('connection', expected, connection.closed ? 'closed' : 'open');
}

function isBatch(request: Buffer): boolean {
  const info1 = request[PROTO_HEADER_SIZE + HeaderOffset.info1] ?? 0;
  return request[1] === ProtoType.message && (info1 & Info1.batch) !== 0;
}
