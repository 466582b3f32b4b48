import { tracingChannel, type TracingChannel } from 'node:diagnostics_channel';
import type { OperationInfo } from './plugin.js';

/** What subscribers are told of an operation; the same object at its start and at its end. */
export interface OperationMessage {
  readonly operation: OperationInfo;
  /** What it returned. */
  result?: unknown;
  /** Why it failed. */
  error?: unknown;
}

/**
 * The tracing channel of `node:diagnostics_channel` on which every operation of all data sources is
 * announced, with an {@link OperationMessage}: `start`, `end`, `asyncStart`, `asyncEnd` and `error`.
 */
export const OPERATION_CHANNEL: TracingChannel<object, OperationMessage> = tracingChannel<
  object,
  OperationMessage
>('aeroform:orm:operation');

const { start, end, asyncStart, asyncEnd, error } = OPERATION_CHANNEL;

/** Whether anybody listens; Node.js 20.0 cannot tell it of the channel as a whole. */
export function isChannelHeard(): boolean {
  const isHeard = start.hasSubscribers || asyncEnd.hasSubscribers || error.hasSubscribers;
  return isHeard || end.hasSubscribers || asyncStart.hasSubscribers;
}
