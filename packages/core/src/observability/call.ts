import { keepShape } from '../engine/keep-shape.js';
import type { Span } from '@opentelemetry/api';
import type { CallMessage } from './call-channels.js';
import { CALL_CHANNELS } from './call-channels.js';
import { errorCode, noteRetry } from './call-span.js';
import { countUp, type OperationSeries } from './operation-metrics.js';
import { isLogged, log } from './log.js';
import type { LogLevelName } from './log-level.js';
import { OPERATION_NAMES, subsystemOf, type Verb } from './verb.js';

/** One call of the application, from its start to its outcome. */
export class Call {
  readonly verb: Verb;
  readonly namespace: string;
  /** Empty for none. */
  readonly set: string;
  /** Rows of a batch; 0 for what is no batch. */
  readonly rows: number;
  /** Milliseconds, by a clock that never jumps. */
  readonly startedAt: number = performance.now();
  /** Attempts after the first. */
  retries = 0;
  /** Where it is counted; undefined while metrics are off. */
  series: OperationSeries | undefined = undefined;
  /** Undefined without an OpenTelemetry SDK. */
  span: Span | undefined = undefined;

  constructor(subject: Pick<Call, 'verb' | 'namespace' | 'set' | 'rows'>) {
    this.verb = subject.verb;
    this.namespace = subject.namespace;
    this.set = subject.set;
    this.rows = subject.rows;
  }

  /** To be called before each attempt after the first, with the reason for it. */
  retrying(error: unknown, attempt: number): void {
    this.retries++;
    this.note('debug', 'retrying', { attempt, reason: errorCode(error) });
    if (this.series !== undefined) countUp(this.series.retries, errorCode(error));
    if (this.span !== undefined) noteRetry(this.span, error, attempt);
    if (CALL_CHANNELS.retry.hasSubscribers) CALL_CHANNELS.retry.publish(this.message(error));
  }

  /** Logs something of the call; never its key. */
  note(level: LogLevelName, message: string, fields: Readonly<Record<string, unknown>>): void {
    if (!isLogged(level)) return;
    const { verb, namespace, set, rows } = this;
    const subject = { operation: OPERATION_NAMES[verb], namespace, set };
    log(level, subsystemOf(verb), message, {
      ...subject,
      ...(rows > 0 ? { rows } : {}),
      ...fields,
    });
  }

  /** What channels are told of it now. */
  message(error?: unknown): CallMessage {
    const { verb, namespace, set, rows, retries } = this;
    const duration = performance.now() - this.startedAt;
    const message = { verb, namespace, set, rows, retries, duration };
    return error === undefined ? message : { ...message, error };
  }
}

keepShape(new Call({ verb: 'get', namespace: '', set: '', rows: 0 }));
