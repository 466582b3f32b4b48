import { setImmediate } from 'node:timers/promises';
import type { AdminRequest } from '../admin/admin-request.js';
import type { ClientStats } from '../observability/live-clients.js';
import type { Verb } from '../observability/verb.js';
import type { Operation } from '../operation/operation.js';
import type { CompleteAdminPolicy } from '../policy/complete-policy.js';
import type { BinValue } from '../value/bin-value.js';
import type { Credentials } from './credentials.js';
import type {
  AggregateCommand,
  BackgroundCommand,
  BatchCommand,
  BatchRowAnswer,
  CallListener,
  Driver,
  InfoAnswer,
  InfoTarget,
  QueryCommand,
  RecordAnswers,
  RecordCommand,
  RecordStream,
} from './driver.js';
import { LimitedStream } from './limited-stream.js';
import { type LimiterOptions, OperationLimiter } from './operation-limiter.js';

/** A driver that has only so many calls on the way at a time. */
export class LimitedDriver implements Driver {
  readonly #driver: Driver;
  readonly #limiter: OperationLimiter;

  constructor(driver: Driver, options: LimiterOptions) {
    this.#driver = driver;
    this.#limiter = new OperationLimiter(options);
  }

  get credentials(): Credentials | undefined {
    return this.#driver.credentials;
  }

  connect(signal: AbortSignal | undefined): Promise<void> {
    return this.#driver.connect(signal);
  }

  /** What still waits goes out now, and is waited for like everything on the way. */
  async close(): Promise<void> {
    this.#limiter.open();
    await setImmediate();
    await this.#driver.close();
  }

  isConnected(): boolean {
    return this.#driver.isConnected();
  }

  nodeNames(): string[] {
    return this.#driver.nodeNames();
  }

  serverBuild(nodeName: string): string | undefined {
    return this.#driver.serverBuild(nodeName);
  }

  expectNamespace(namespace: string): void {
    this.#driver.expectNamespace(namespace);
  }

  stats(): ClientStats {
    return { ...this.#driver.stats(), queued: this.#limiter.waiting };
  }

  execute<C extends RecordCommand>(
    command: C,
    listener: CallListener,
  ): Promise<RecordAnswers[C['kind']]> {
    const { verb, policy } = command;
    return this.#run(verb, policy.signal, () => this.#driver.execute(command, listener));
  }

  answersEach(operations: readonly Operation[]): boolean {
    return this.#driver.answersEach(operations);
  }

  batch(command: BatchCommand, listener: CallListener): Promise<BatchRowAnswer[]> {
    const { verb, policy } = command;
    return this.#run(verb, policy.signal, () => this.#driver.batch(command, listener));
  }

  query(command: QueryCommand, listener: CallListener): RecordStream {
    const stream = this.#driver.query(command, listener);
    return new LimitedStream(this.#limiter, stream, command.policy.signal);
  }

  background(command: BackgroundCommand): Promise<void> {
    const { verb, policy } = command;
    return this.#run(verb, policy.signal, () => this.#driver.background(command));
  }

  aggregate(command: AggregateCommand): Promise<BinValue[]> {
    const { signal } = command.policy;
    return this.#run('queryApply', signal, () => this.#driver.aggregate(command));
  }

  admin<T>(request: AdminRequest<T>, policy: CompleteAdminPolicy): Promise<T[]> {
    return this.#run('admin', policy.signal, () => this.#driver.admin(request, policy));
  }

  info(target: InfoTarget, command: string, policy: CompleteAdminPolicy): Promise<InfoAnswer[]> {
    return this.#run('info', policy.signal, () => this.#driver.info(target, command, policy));
  }

  async #run<T>(verb: Verb, signal: AbortSignal | null, call: () => Promise<T>): Promise<T> {
    await this.#limiter.enter(verb, signal);
    try {
      return await call();
    } finally {
      this.#limiter.leave();
    }
  }
}
