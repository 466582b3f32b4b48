import { AerospikeError, isTracing } from '@aeroform/core';
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Operation } from './operation.js';
import { shapeOf } from './plan-shape.js';
import type { StatementDetail } from './telemetry-options.js';

/** Name under which spans are made. */
const SCOPE = '@aeroform/orm';

export { isTracing };

/** Runs an operation within a span, which the spans of its commands are below. */
export function inSpan<R>(
  operation: Operation,
  statement: StatementDetail,
  call: () => Promise<R>,
): Promise<R> {
  const span = startSpan(operation);
  return context.with(trace.setSpan(context.active(), span), async () => {
    try {
      const result = await call();
      describe(span, operation, statement);
      return result;
    } catch (error) {
      describe(span, operation, statement);
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Attributes are those of OpenTelemetry's conventions for databases, and `aeroform.…`. */
function startSpan({ verb, entity, namespace, set }: Operation): Span {
  return trace.getTracer(SCOPE).startSpan(set === '' ? verb : `${verb} ${set}`, {
    kind: SpanKind.INTERNAL,
    attributes: {
      'db.system.name': 'aerospike',
      'db.operation.name': verb,
      'db.namespace': namespace,
      'db.collection.name': set,
      'aeroform.entity': entity,
    },
  });
}

function describe(span: Span, operation: Operation, statement: StatementDetail): void {
  span.setAttribute('aeroform.access', operation.access);
  if (operation.records > 0) span.setAttribute('db.operation.batch.size', operation.records);
  if (operation.failed > 0) span.setAttribute('aeroform.batch.failed', operation.failed);
  if (operation.conflicts > 0) span.setAttribute('aeroform.conflicts', operation.conflicts);
  const shown = shapeOf(operation.plan, statement);
  if (shown !== null) span.setAttribute('aeroform.plan', shown);
}

function fail(span: Span, error: unknown): void {
  const isKnown = error instanceof AerospikeError;
  span.setAttribute('error.type', isKnown ? error.code : 'UNKNOWN');
  if (isKnown && error.resultCode > 0) {
    span.setAttribute('db.response.status_code', String(error.resultCode));
  }
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: error instanceof Error ? error.message : String(error),
  });
}
