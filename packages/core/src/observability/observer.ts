import { CALL_CHANNELS } from './call-channels.js';
import { errorCode, failSpan, isTracing, type SpanTarget, startSpan } from './call-span.js';
import { Call } from './call.js';
import { countUp, operationMetrics } from './operation-metrics.js';
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
    if (CALL_CHANNELS.success.hasSubscribers) CALL_CHANNELS.success.publish(call.message());
  }

  fail(call: Call, error: unknown): void {
    const { series, span } = call;
    if (series !== undefined) {
      series.inFlight--;
      series.failure(errorCode(error)).observe(secondsSince(call.startedAt));
    }
    if (span !== undefined) failSpan(span, error);
    if (CALL_CHANNELS.failure.hasSubscribers) CALL_CHANNELS.failure.publish(call.message(error));
  }

  /** Counts the rows that failed in a batch that as a whole did not. */
  rows(call: Call, resultCodes: Iterable<number>): void {
    const { series, span } = call;
    if (series === undefined && span === undefined) return;
    let failed = 0;
    for (const resultCode of resultCodes) {
      if (HARMLESS_ROWS.has(resultCode)) continue;
      failed++;
      if (series !== undefined) countUp(series.failedRows, resultCode);
    }
    if (failed > 0) span?.setAttribute('db.aerospike.batch.failed', failed);
  }
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
