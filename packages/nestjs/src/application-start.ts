import type { DataSource } from '@aeroform/orm';
import type { ModulesContainer } from '@nestjs/core';

const starts = new WeakMap<ModulesContainer, ApplicationStart>();

/**
 * The data sources of an application that starts. Nest calls no shutdown hooks when a provider fails, so
 * that a connection which is open by then would hold the process, or Jest: as soon as one of our
 * providers fails, all of them are closed.
 */
export class ApplicationStart {
  readonly #dataSources = new Set<DataSource>();
  readonly #failure = new AbortController();
  #isOver = false;

  /** The start of the application that has these modules. */
  static of(modules: ModulesContainer): ApplicationStart {
    let start = starts.get(modules);
    if (start === undefined) starts.set(modules, (start = new ApplicationStart()));
    return start;
  }

  /** The application has started: from now on failures concern nobody else. */
  end(): void {
    this.#isOver = true;
    this.#dataSources.clear();
  }

  /**
   * Makes a data source and connects it.
   *
   * @param connect - stops trying when the signal says that the start has failed.
   * @throws what the functions throw, or what made the start fail meanwhile; nothing is connected then.
   */
  async open(
    make: () => Promise<DataSource>,
    connect: (dataSource: DataSource, signal: AbortSignal) => Promise<void>,
  ): Promise<DataSource> {
    const { signal } = this.#failure;
    let dataSource: DataSource | undefined;
    try {
      dataSource = await make();
      await connect(dataSource, signal);
      signal.throwIfAborted();
      if (!this.#isOver) this.#dataSources.add(dataSource);
      return dataSource;
    } catch (error) {
      await Promise.all([this.#fail(error), dataSource && close(dataSource)]);
      throw error;
    }
  }

  /** Runs what else the start depends on. */
  guard<T>(run: () => T): T {
    try {
      const result = run();
      if (result instanceof Promise) result.catch((error: unknown) => this.#fail(error));
      return result;
    } catch (error) {
      void this.#fail(error);
      throw error;
    }
  }

  async #fail(reason: unknown): Promise<void> {
    if (this.#isOver) return;
    this.#failure.abort(reason);
    await Promise.all([...this.#dataSources].map(close));
  }
}

/** What goes wrong here is not why the start failed. */
async function close(dataSource: DataSource): Promise<void> {
  if (dataSource.isInitialized) await dataSource.destroy().catch(() => undefined);
}
