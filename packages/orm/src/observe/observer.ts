import { isMetricsEnabled } from '@aeroform/core';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import type { Operation } from './operation.js';
import { isChannelHeard, OPERATION_CHANNEL } from './operation-channel.js';
import { countOperation } from './operation-metrics.js';
import { inSpan, isTracing } from './operation-span.js';
import { outcomeOf } from './outcome.js';
import type { OrmPlugin } from './plugin.js';
import { noteSlow } from './slow-operation.js';
import { throughPlugins } from './through-plugins.js';
import type { TelemetryOptions } from './telemetry-options.js';

/** What an observer works with. */
export interface ObserverOptions {
  readonly plugins: readonly OrmPlugin[];
  readonly telemetry: TelemetryOptions;
  /** Notes what a result, or an error, tells of the records of a batch. */
  readonly noteBatch: (operation: Operation, result: unknown) => void;
}

/** Watches the operations of one data source. */
export class Observer {
  readonly #plugins: readonly OrmPlugin[];
  readonly #telemetry: TelemetryOptions;
  readonly #noteBatch: ObserverOptions['noteBatch'];
  readonly #counts: boolean;
  readonly #traces: boolean;
  readonly #times: boolean;

  constructor({ plugins, telemetry, noteBatch }: ObserverOptions) {
    this.#plugins = plugins.filter((plugin) => plugin.onOperation !== undefined);
    this.#telemetry = telemetry;
    this.#noteBatch = noteBatch;
    this.#counts = telemetry.metrics !== false;
    this.#traces = telemetry.tracing !== false;
    this.#times = telemetry.slowMs !== undefined;
  }

  /** Whether anybody wants to know of operations now. */
  get isWatching(): boolean {
    return (this.#counts && isMetricsEnabled()) || this.#times || this.wraps;
  }

  /** Whether somebody stands around operations now, who is not content with their ends. */
  get wraps(): boolean {
    return this.#plugins.length > 0 || (this.#traces && isTracing()) || isChannelHeard();
  }

  /** Runs an operation within all who stand around it. */
  within<R>(operation: Operation, call: (operation: Operation) => Promise<R>): Promise<R> {
    let work = (): Promise<R> => call(operation);
    if (this.#plugins.length > 0) {
      const inner = work;
      // Async: what a plugin throws at once is a failure of the operation, too.
      work = async () => throughPlugins(this.#plugins, operation, inner);
    }
    if (this.#traces && isTracing()) {
      const inner = work;
      work = () => inSpan(operation, this.#telemetry.statements ?? 'shape', inner);
    }
    return isChannelHeard() ? OPERATION_CHANNEL.tracePromise(work, { operation }) : work();
  }

  /** To be called at the end of an operation that succeeded. */
  succeed(operation: Operation, result: unknown): void {
    if (operation.kind === 'batch') this.#noteBatch(operation, result);
    if (this.#counts && isMetricsEnabled()) countOperation(operation, 'ok');
    if (this.#times) noteSlow(operation, this.#telemetry);
  }

  /** To be called at the end of an operation that failed. */
  fail(operation: Operation, error: unknown): void {
    if (error instanceof OptimisticLockError) operation.conflicts += 1;
    if (operation.kind === 'batch') this.#noteBatch(operation, error);
    if (this.#counts && isMetricsEnabled()) countOperation(operation, outcomeOf(error));
    if (this.#times) noteSlow(operation, this.#telemetry);
  }
}
