import {
  type Attributes,
  ProxyTracerProvider,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OPERATION_NAMES, type Verb } from './verb.js';

/** Name under which spans are made. */
const SCOPE = '@aeroform/core';

/** Where the spans of a client say it went. */
export interface SpanTarget {
  /** The first host of the configuration. */
  readonly address: string;
  readonly port: number;
  readonly clusterName: string | undefined;
}

/** What a span tells of its call. */
export interface SpanSubject {
  readonly verb: Verb;
  readonly namespace: string;
  readonly set: string;
  readonly rows: number;
}

let enabled = true;
let knownDelegate: unknown;
let knownIsReal = false;

/** Switches spans on or off for the whole process; they are on. */
export function setTracingEnabled(on: boolean): void {
  enabled = on;
}

/** Whether spans are made once there is an OpenTelemetry SDK. */
export function isTracingEnabled(): boolean {
  return enabled;
}

/**
 * Whether an SDK takes the spans. Without one the API hands out spans that do nothing, but making
 * them costs more than everything else that a client does to observe a call.
 */
export function isTracing(): boolean {
  if (!enabled) return false;
  const provider = trace.getTracerProvider();
  const delegate = provider instanceof ProxyTracerProvider ? provider.getDelegate() : provider;
  if (delegate !== knownDelegate) {
    knownDelegate = delegate;
    // By name: the API may be loaded twice, as ES module and as CommonJS.
    knownIsReal = delegate.constructor.name !== 'NoopTracerProvider';
  }
  return knownIsReal;
}

/**
 * Starts the span of a call, below the span that is active. Attributes are those of OpenTelemetry's
 * stable conventions for database clients; `db.aerospike.cluster_name` is aerospike-py's.
 */
export function startSpan(target: SpanTarget, subject: SpanSubject): Span {
  const { verb, namespace, set, rows } = subject;
  const operation = OPERATION_NAMES[verb];
  const attributes: Attributes = {
    'db.system.name': 'aerospike',
    'db.operation.name': operation,
    'db.namespace': namespace,
    'server.address': target.address,
    'server.port': target.port,
  };
  if (set !== '') attributes['db.collection.name'] = set;
  if (rows > 1) attributes['db.operation.batch.size'] = rows;
  if (target.clusterName !== undefined) {
    attributes['db.aerospike.cluster_name'] = target.clusterName;
  }
  const where = [namespace, set].filter((part) => part !== '').join('.');
  const name = where === '' ? operation : `${operation} ${where}`;
  return trace.getTracer(SCOPE).startSpan(name, { kind: SpanKind.CLIENT, attributes });
}

/** Ends a span with the error of its call. */
export function failSpan(span: Span, error: unknown): void {
  const { code, message, resultCode } = describe(error);
  span.setAttribute('error.type', code);
  if (resultCode !== undefined) span.setAttribute('db.response.status_code', String(resultCode));
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.end();
}

/** Notes on a span that its call is tried again. */
export function noteRetry(span: Span, error: unknown, attempt: number): void {
  const { code, message } = describe(error);
  span.addEvent('retry', {
    'error.type': code,
    'error.message': message,
    'aerospike.attempt': attempt,
  });
}

interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly resultCode: number | undefined;
}

function describe(error: unknown): DescribedError {
  const code = errorCode(error);
  const { message, resultCode } = error as { message?: string; resultCode?: number };
  return { code, message: message ?? String(error), resultCode };
}

/** The stable name of an error; that of its class for one which is not Aeroform's. */
export function errorCode(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'UNKNOWN';
}
