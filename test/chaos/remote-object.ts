import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Lets the parent process call the methods of an object of this one; it ends with its parent. */
export function serveObject(target: object): void {
  process.on('message', ({ id, method, args }: Call) => {
    const call = async (): Promise<unknown> => (target as Methods)[method]?.(...args);
    call().then(
      (value) => process.send?.({ id, value } satisfies Answer),
      (error: Error) =>
        process.send?.({ id, error: error.stack ?? error.message } satisfies Answer),
    );
  });
  process.once('disconnect', () => process.exit());
}

const FROM_SOURCES = [
  '--conditions=@aeroform/source',
  '--require',
  path.join(__dirname, '../../packages/embedded/test/support/register-typescript.cjs'),
];

/** An object in a process of its own. */
export class RemoteObject {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  /** @param file - TypeScript that calls {@link serveObject}. */
  constructor(file: string) {
    this.#child = fork(file, { execArgv: FROM_SOURCES, serialization: 'advanced' });
    this.#child.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
    this.#child.once('exit', () => {
      for (const [id, settle] of this.#waiting) settle({ id, error: 'the process ended' });
    });
  }

  /** Calls a method there. @throws what it throws, as text. */
  async call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    const id = ++this.#calls;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, method, args } satisfies Call);
    });
    this.#waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  }

  async end(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}
