import path from 'node:path';
import { RemoteObject } from '../remote-object.js';
import type { LoadConfig, Loader, LoadPlan } from './load.js';
import type { Outcome } from './outcome.js';

/** A client with its load in another process. */
export class RemoteLoader implements Loader {
  readonly #process = new RemoteObject(path.join(__dirname, 'load-process.ts'));

  connect(config: LoadConfig): Promise<void> {
    return this.#process.call('connect', config);
  }

  run(plan: LoadPlan): Promise<Outcome[]> {
    return this.#process.call('run', plan);
  }

  unhandled(): Promise<readonly string[]> {
    return this.#process.call('unhandled');
  }

  async close(): Promise<void> {
    await this.#process.call('close');
    await this.#process.end();
  }
}
