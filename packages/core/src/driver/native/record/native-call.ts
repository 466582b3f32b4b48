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
import type { OfficialError } from '../official-module.js';
import { type SendCommand, PREPARERS } from './prepare-command.js';

let resolveCaptured: (answer: unknown) => void;
let rejectCaptured: (error: unknown) => void;

/** Shared by all promises, so that a command needs no closure of its own. */
function capture(resolve: (answer: unknown) => void, reject: (error: unknown) => void): void {
  resolveCaptured = resolve;
  rejectCaptured = reject;
}

/** One single-record command, from the call to its answer. */
export class NativeCall implements WaitingCommand {
  readonly #connection: NativeConnection;
  readonly #command: RecordCommand;
  readonly #resolve: (answer: unknown) => void;
  readonly #reject: (error: unknown) => void;
  #sendTo: SendCommand | undefined = undefined;
  #isSettled = false;
  #isSent = false;
  /** Of a command that waits. */
  #timer: NodeJS.Timeout | undefined = undefined;
  #deadline = 0;

  private constructor(connection: NativeConnection, command: RecordCommand) {
    this.#connection = connection;
    this.#command = command;
    this.#resolve = resolveCaptured;
    this.#reject = rejectCaptured;
  }

  static run(connection: NativeConnection, command: RecordCommand): Promise<unknown> {
    const promise = new Promise(capture);
    new NativeCall(connection, command).#start();
    return promise;
  }

  #start(): void {
    const { signal } = this.#command.policy;
    this.#connection.inFlight.begin();
    try {
      if (signal?.aborted === true) throw abortFailure(signal);
      // Values are converted now: the caller may change them later.
      this.#sendTo = PREPARERS[this.#command.kind](this.#connection, this.#command as never);
    } catch (error) {
      this.#end();
      this.#fail(error);
      return;
    }
    signal?.addEventListener('abort', this, { once: true });
    this.#connection.line.enter(this);
    if (!this.#isSent && !this.#isSettled) this.#wait();
  }

  send(): void {
    clearTimeout(this.#timer);
    this.#isSent = true;
    try {
      this.#sendTo?.(this.#onAnswer);
    } catch (error) {
      this.#leave();
      this.#fail(error);
    }
  }

  /** The signal of the policy was aborted. What was sent can not be stopped. */
  handleEvent(): void {
    const inDoubt = this.#isSent && isWrite(this.#command);
    const signal = this.#command.policy.signal as AbortSignal;
    const key = toRecordKey(this.#command.key);
    if (this.#connection.line.withdraw(this) || !this.#isSent) this.#end();
    this.#fail(abortFailure(signal, { key, inDoubt }));
  }

  readonly #onAnswer = (error: OfficialError | null | undefined, answer: unknown): void => {
    if (error?.code === NO_CONNECTION && !this.#isSettled && this.#hasTime()) {
      this.#comeAgain();
      return;
    }
    this.#leave();
    if (this.#isSettled) return;
    if (error === null || error === undefined) this.#succeed(answer);
    else this.#fail(this.#failure(error));
  };

  #wait(): void {
    const { totalTimeout } = this.#command.policy;
    if (totalTimeout === 0) return;
    this.#deadline ||= performance.now() + totalTimeout;
    this.#timer = setTimeout(() => this.#expire(), this.#deadline - performance.now());
  }

  #hasTime(): boolean {
    const { totalTimeout } = this.#command.policy;
    if (totalTimeout === 0) return true;
    this.#deadline ||= performance.now() + totalTimeout;
    return performance.now() + CONNECTION_PAUSE < this.#deadline;
  }

  /** Batches and queries have all connections: nothing was sent. */
  #comeAgain(): void {
    this.#isSent = false;
    this.#connection.line.leave();
    this.#timer = setTimeout(() => {
      if (this.#isSettled) return;
      this.#connection.line.enter(this);
      if (!this.#isSent) this.#wait();
    }, CONNECTION_PAUSE);
  }

  #expire(): void {
    this.#connection.line.withdraw(this);
    this.#end();
    const key = toRecordKey(this.#command.key);
    const { verb, policy } = this.#command;
    this.#fail(
      new AerospikeTimeoutError(
        `${verb} of ${keyText(key)} found no free connection within ${policy.totalTimeout} ms.`,
        { key, remedy: 'raise config.maxConnsPerNode' },
      ),
    );
  }

  #failure(error: OfficialError): Error {
    const { verb, key } = this.#command;
    return fromOfficialError(error, {
      verb,
      key: toRecordKey(key),
      cluster: this.#connection.nodes,
      isWrite: isWrite(this.#command),
    });
  }

  #leave(): void {
    this.#connection.line.leave();
    this.#end();
  }

  #end(): void {
    this.#connection.inFlight.end();
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
    clearTimeout(this.#timer);
    this.#command.policy.signal?.removeEventListener('abort', this);
  }
}
