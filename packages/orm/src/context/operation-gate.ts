import { DataSourceStateError } from '../error/data-source-error.js';

/** Lets operations in between `initialize()` and `destroy()` of a data source, and counts them. */
export class OperationGate {
  readonly #name: string;
  #running = 0;
  #isOpen = false;
  #onIdle: (() => void) | null = null;

  /** @param name of the data source, for errors */
  constructor(name: string) {
    this.#name = name;
  }

  /** Whether new operations are let in. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Lets operations in. */
  open(): void {
    this.#isOpen = true;
  }

  /** Lets no new operations in. */
  close(): void {
    this.#isOpen = false;
  }

  /**
   * An operation begins; `leave` is to be called at its end.
   *
   * @param isPart of another one that was let in before
   * @throws DataSourceStateError when it is not let in
   */
  enter(isPart: boolean): void {
    if (!this.#isOpen && !(isPart && this.#running > 0)) {
      throw new DataSourceStateError(
        `data source '${this.#name}' is not initialised, or is being destroyed; await dataSource.initialize() first`,
      );
    }
    this.#running += 1;
  }

  /** An operation has ended. */
  leave(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#onIdle?.();
  }

  /**
   * Waits until nothing is under way.
   *
   * @param timeoutMs how long
   * @returns how many operations are still under way then
   */
  async idle(timeoutMs: number): Promise<number> {
    if (this.#running === 0) return 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#onIdle = null;
    return this.#running;
  }
}
