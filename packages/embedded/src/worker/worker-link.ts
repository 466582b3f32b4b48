import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { locateWorker } from '../../worker/location.cjs';
import { EmbeddedError } from '../error/embedded-error.js';
import { optionError } from '../error/option-error.js';
import { START_ID, type WorkerAnswer, type WorkerFailure } from './worker-message.js';
import type { ArgumentOf, ResultOf, WorkerMethod } from './worker-methods.js';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Calls to the server in a worker, and their answers. The thread holds the process while one is due. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Why the worker answers no more. */
  #end: EmbeddedError | undefined;
  #lastId: number = START_ID;

  constructor(options: unknown) {
    this.#worker = startThread(options);
    this.#worker.on('message', (answer: WorkerAnswer) => this.#receive(answer));
    this.#worker.on('error', (error: unknown) => this.#fail('has failed', error));
    this.#worker.on('exit', () => this.#fail('has ended'));
  }

  /** What the start answers. */
  started<T>(): Promise<T> {
    return this.#wait(START_ID);
  }

  call<M extends WorkerMethod>(method: M, argument?: ArgumentOf<M>): Promise<ResultOf<M>> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    const result = this.#wait<ResultOf<M>>(id);
    try {
      this.#worker.postMessage({ id, method, argument });
    } catch (error) {
      this.#settle(id)?.reject(notPlain(error));
    }
    return result;
  }

  /** Calls a method when it does not matter whether the worker is still there. */
  notify<M extends WorkerMethod>(method: M, argument: ArgumentOf<M>): void {
    if (this.#end === undefined) this.#worker.postMessage({ id: -1, method, argument });
  }

  /** Waits until the thread has ended. */
  async ended(): Promise<void> {
    if (this.#end !== undefined) return;
    this.#worker.ref();
    await once(this.#worker, 'exit');
  }

  #wait<T>(id: number): Promise<T> {
    this.#worker.ref();
    return new Promise<T>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
    return waiting;
  }

  #receive(answer: WorkerAnswer): void {
    const waiting = this.#settle(answer.id);
    if ('error' in answer) waiting?.reject(revive(answer.error));
    else waiting?.resolve(answer.value as never);
  }

  #fail(what: string, cause?: unknown): void {
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    this.#end ??= new EmbeddedError(
      'EMBEDDED_WORKER',
      `the thread of the embedded server ${what}${reason}`,
      { cause },
    );
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

function startThread(options: unknown): Worker {
  const { filename, execArgv } = locateWorker();
  try {
    const worker = new Worker(filename, {
      execArgv: [...execArgv],
      workerData: options,
      name: 'aeroform-embedded',
    });
    worker.unref();
    return worker;
  } catch (error) {
    throw notPlain(error);
  }
}

function notPlain(error: unknown): Error {
  const { name, message } = error as Error;
  // Not compared by its class: in sandboxes such as Jest's there are several of one name.
  if (name !== 'DataCloneError') return error as Error;
  return optionError(`a server in a worker takes plain data only: ${message}`, { cause: error });
}

function revive({ name, message, stack, code }: WorkerFailure): Error {
  const error: Error = code === undefined ? new Error(message) : new EmbeddedError(code, message);
  if (code === undefined) Object.assign(error, { name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
