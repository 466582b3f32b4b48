import { log } from '@aeroform/core';
import type { Operation } from './operation.js';
import { shapeOf } from './plan-shape.js';
import type { TelemetryOptions } from './telemetry-options.js';

/** Tells of an operation that took too long. */
export function noteSlow(
  operation: Operation,
  { slowMs = Infinity, onSlow, statements = 'shape' }: TelemetryOptions,
): void {
  const durationMs = performance.now() - operation.startedAt;
  if (durationMs < slowMs) return;
  const { verb, kind, entity, namespace, set, access, plan, records, failed } = operation;
  if (onSlow !== undefined) {
    onSlow({ verb, kind, entity, namespace, set, access, plan, records, failed, durationMs });
    return;
  }
  const shown = shapeOf(plan, statements);
  log('warn', 'aerospike.orm', 'slow operation', {
    entity,
    operation: verb,
    namespace,
    set,
    access,
    duration: Math.round(durationMs * 1000) / 1000,
    ...(records > 0 ? { records, failed } : {}),
    ...(shown === null ? {} : { plan: shown }),
  });
}
