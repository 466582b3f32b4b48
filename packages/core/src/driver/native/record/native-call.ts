import { abortFailure } from '../../../error/abort-failure.js';
import { keyText } from '../../../error/from-result-code.js';
import { AerospikeTimeoutError } from '../../../error/timeout-error.js';
import { toRecordKey } from '../../../key/resolve-key.js';
import type { RecordCommand } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import type { WaitingCommand } from '../connection/command-line.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { CONNECTION_PAUSE, NO_CONNECTION } from '../connection/no-connection.js';
import { fromOfficialError } from '../from-official-error.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialError,
  OfficialMeta,
} from '../official-module.js';

let resolveCaptured: (answer: unknown) => void;
let rejectCaptured: (error: unknown) => void;

/** Shared by all promises, so that a command needs no closure of its own. */
function capture(resolve: (answer: unknown) => void, reject: (error: unknown) => void): void {
  resolveCaptured = resolve;
  rejectCaptured = reject;
}

/** What the addon is told to call with its answer, and with what it tells of a record. */
export type Answered<Answer> = (
  error: OfficialError | null | undefined,
  answer: Answer,
  meta: OfficialMeta,
) => void;

/** What {@link NativeCall.read} answers when the addon has to be asked once more. */
export const ONCE_MORE = Symbol('once more');

/**
 * One single-record command, from the call to its answer. Each kind of command is a class of its own: the
 * addon needs one closure of a command, and all else that a command consists of is in one object.
 *
 * @typeParam Answer - of the addon.
 */
export abstract class NativeCall<
  C extends RecordCommand,
  Answer = OfficialBins,
> implements WaitingCommand {
  protected readonly connection: NativeConnection;
  protected readonly command: C;
  #resolve!: (answer: unknown) => void;
  #reject!: (error: unknown) => void;
  #isSettled = false;
  #isSent = false;
  /** Of a command that waits. */
  #timer: NodeJS.Timeout | undefined = undefined;
  #deadline = 0;

  constructor(connection: NativeConnection, command: C) {
    this.connection = connection;
    this.command = command;
  }

  /** Converts all that is sent: the caller may change it later. What it throws is why nothing is sent. */
  protected abstract prepare(): void;

  /** Hands the command to the addon. */
  protected abstract submit(commands: OfficialCommands, answered: Answered<Answer>): void;

  /** What the answer means: the result, a promise of it, or {@link ONCE_MORE}. */
  protected abstract read(answer: Answer, meta: OfficialMeta): unknown;

  /** The result that an error of the addon stands for; undefined when it is a failure. */
  protected readError(_error: OfficialError): unknown {
    return undefined;
  }

  run(): Promise<unknown> {
    const promise = new Promise(capture);
    this.#resolve = resolveCaptured;
    this.#reject = rejectCaptured;
    this.#start();
    return promise;
  }

  #start(): void {
    const { signal } = this.command.policy;
    this.connection.inFlight.begin();
    try {
      if (signal?.aborted === true) throw abortFailure(signal);
      this.prepare();
    } catch (error) {
      this.#end();
      this.#fail(error);
      return;
    }
    signal?.addEventListener('abort', this, { once: true });
    this.connection.line.enter(this);
    if (!this.#isSent && !this.#isSettled) this.#wait();
  }

  send(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#isSent = true;
    try {
      this.submit(this.connection.client.as_client, (error, answer, meta) =>
        this.#take(error, answer, meta),
      );
    } catch (error) {
      this.#leave();
      this.#fail(error);
    }
  }

  /** The signal of the policy was aborted. What was sent can not be stopped. */
  handleEvent(): void {
    const inDoubt = this.#isSent && isWrite(this.command);
    const signal = this.command.policy.signal as AbortSignal;
    const key = toRecordKey(this.command.key);
    if (this.connection.line.withdraw(this) || !this.#isSent) this.#end();
    this.#fail(abortFailure(signal, { key, inDoubt }));
  }

  #take(error: OfficialError | null | undefined, answer: Answer, meta: OfficialMeta): void {
    if (error?.code === NO_CONNECTION && !this.#isSettled && this.#hasTime()) {
      this.#comeAgain();
      return;
    }
    if (this.#isSettled) {
      this.#leave();
      return;
    }
    // What is thrown here would end the process.
    try {
      const hasFailed = error !== null && error !== undefined;
      const result = hasFailed ? this.readError(error) : this.read(answer, meta);
      if (result === ONCE_MORE) {
        this.send();
        return;
      }
      this.#leave();
      if (hasFailed && result === undefined) this.#fail(this.#failure(error));
      else this.#succeed(result);
    } catch (failure) {
      this.#leave();
      this.#fail(failure);
    }
  }

  #wait(): void {
    const { totalTimeout } = this.command.policy;
    if (totalTimeout === 0) return;
    this.#deadline ||= performance.now() + totalTimeout;
    this.#timer = setTimeout(() => this.#expire(), this.#deadline - performance.now());
  }

  #hasTime(): boolean {
    const { totalTimeout } = this.command.policy;
    if (totalTimeout === 0) return true;
    this.#deadline ||= performance.now() + totalTimeout;
    return performance.now() + CONNECTION_PAUSE < this.#deadline;
  }

  /** Batches and queries have all connections: nothing was sent. */
  #comeAgain(): void {
    this.#isSent = false;
    this.connection.line.leave();
    this.#timer = setTimeout(() => {
      if (this.#isSettled) return;
      this.connection.line.enter(this);
      if (!this.#isSent) this.#wait();
    }, CONNECTION_PAUSE);
  }

  #expire(): void {
    this.connection.line.withdraw(this);
    this.#end();
    const key = toRecordKey(this.command.key);
    const { verb, policy } = this.command;
    this.#fail(
      new AerospikeTimeoutError(
        `${verb} of ${keyText(key)} found no free connection within ${policy.totalTimeout} ms.`,
        { key, remedy: 'raise config.maxConnsPerNode' },
      ),
    );
  }

  #failure(error: OfficialError): Error {
    const { verb, key } = this.command;
    return fromOfficialError(error, {
      verb,
      key: toRecordKey(key),
      cluster: this.connection.nodes,
      isWrite: isWrite(this.command),
    });
  }

  #leave(): void {
    this.connection.line.leave();
    this.#end();
  }

  #end(): void {
    this.connection.inFlight.end();
  }

  #succeed(answer: unknown): void {
    this.#settle();
    this.#resolve(answer);
  }

  #fail(error: unknown): void {
    if (this.#isSettled) return;
    this.#settle();
    // Never before the caller awaits: only then does the error's stack find the line of the call.
    queueMicrotask(() => this.#reject(error));
  }

  #settle(): void {
    this.#isSettled = true;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.command.policy.signal?.removeEventListener('abort', this);
  }
}
