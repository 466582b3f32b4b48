import { AerospikeError } from '../error/aerospike-error.js';
import { CALL_CHANNELS } from './call-channels.js';
import { errorCode, failSpan, isTracing, type SpanTarget, startSpan } from './call-span.js';
import { Call } from './call.js';
import { countUp, operationMetrics } from './operation-metrics.js';
import { isLogged } from './log.js';
import { noteSlowCall } from './slow-calls.js';
import type { Verb } from './verb.js';

/** Result codes of rows that tell of no failure: not found, and filtered out. */
const HARMLESS_ROWS: ReadonlySet<number> = new Set([0, 2, 27]);

/** Tells metrics, spans and channels of the calls of one client. */
export class Observer {
  readonly #target: SpanTarget;

  constructor(target: SpanTarget) {
    this.#target = target;
  }

  /** To be called when a call sets out, after its arguments were found to be right. */
  begin(verb: Verb, namespace: string, set: string, rows = 0): Call {
    const call = new Call({ verb, namespace, set, rows });
    if (operationMetrics.enabled) {
      call.series = operationMetrics.series(verb, namespace, set);
      call.series.inFlight++;
    }
    if (isTracing()) call.span = startSpan(this.#target, call);
    if (CALL_CHANNELS.start.hasSubscribers) CALL_CHANNELS.start.publish(call.message());
    return call;
  }

  succeed(call: Call): void {
    const { series } = call;
    if (series !== undefined) {
      series.inFlight--;
      series.successes.observe(secondsSince(call.startedAt));
    }
    call.span?.end();
    noteSlowCall(call);
    if (CALL_CHANNELS.success.hasSubscribers) CALL_CHANNELS.success.publish(call.message());
  }

  fail(call: Call, error: unknown): void {
    const { series, span } = call;
    if (series !== undefined) {
      series.inFlight--;
      series.failure(errorCode(error)).observe(secondsSince(call.startedAt));
    }
    if (span !== undefined) failSpan(span, error);
    noteSlowCall(call);
    noteFailure(call, error);
    if (CALL_CHANNELS.failure.hasSubscribers) CALL_CHANNELS.failure.publish(call.message(error));
  }

  /** Counts the rows that failed in a batch that as a whole did not. */
  rows(call: Call, resultCodes: Iterable<number>): void {
    const { series, span } = call;
    if (series === undefined && span === undefined && !isLogged('debug')) return;
    let failed = 0;
    for (const resultCode of resultCodes) {
      if (HARMLESS_ROWS.has(resultCode)) continue;
      failed++;
      if (series !== undefined) countUp(series.failedRows, resultCode);
    }
    if (failed === 0) return;
    span?.setAttribute('db.aerospike.batch.failed', failed);
    call.note('debug', 'rows failed', { failed });
  }
}

/** The application is told by the error: entries are for those who look closer. */
function noteFailure(call: Call, error: unknown): void {
  const { node, attempts, inDoubt } = error instanceof AerospikeError ? error : {};
  call.note('debug', 'failed', { reason: errorCode(error), node, attempts, inDoubt });
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
