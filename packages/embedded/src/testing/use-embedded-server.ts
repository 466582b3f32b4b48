import { optionError } from '../error/option-error.js';
import type { EmbeddedHost } from '../server/embedded-host.js';
import { EmbeddedServer } from '../server/embedded-server.js';
import type { EmbeddedServerOptions } from '../server/server-options.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { EmbeddedWorker } from '../worker/embedded-worker.js';
import { findHooks, type TestHooks } from './test-hooks.js';

/** How a server is used by the tests of a file. */
export interface UseServerOptions<Server> extends EmbeddedServerOptions {
  /** Runs once, behind the start and in front of other `beforeAll` hooks. */
  readonly seed?: (server: Server) => Promise<void> | void;
  /**
   * What happens before each test: `restore`, the default, puts everything back to how it was when the
   * first test began: behind `seed` and the `beforeAll` hooks that had run by then, so that what they
   * made is there in every test: records, secondary indexes, Lua modules, users and roles. Faults go,
   * and counters are zero. A `beforeAll` of a `describe` that comes later is undone: use a server of its
   * own in that `describe`. `keep` lets tests see what the ones in front of them did.
   */
  readonly beforeEach?: 'restore' | 'keep';
  /** The hooks of the test runner. Default: its globals. */
  readonly hooks?: TestHooks;
}

/** The server of a test file, to be used inside of tests and hooks. */
export interface UsedServer<Server> {
  readonly server: Server;
  /** For the `hosts` of a client's configuration. */
  readonly hosts: readonly EmbeddedHost[];
}

/**
 * Starts a server for the tests of a file, puts it back before each of them to what `seed` and
 * `beforeAll` made of it, and stops it behind the last one. Clients stay connected meanwhile. It runs on the thread of the tests, so it can't answer a
 * client that blocks that thread, as the official npm client does: {@link useEmbeddedWorker} can.
 *
 * @throws {EmbeddedError} `EMBEDDED_OPTION` on an option that is wrong, or when there are no hooks.
 *
 * @example
 * import { useEmbeddedServer } from '@aeroform/embedded/testing';
 *
 * const embedded = useEmbeddedServer({ namespaces: ['app'] });
 *
 * it('begins with no records', () => {
 *   expect(embedded.server.records('app')).toEqual([]);
 * });
 */
export function useEmbeddedServer(
  options: UseServerOptions<EmbeddedServer> = {},
): UsedServer<EmbeddedServer> {
  return useServer(options, (given) => EmbeddedServer.start(given));
}

/**
 * As {@link useEmbeddedServer}, with the server in a thread of its own: for every client, and for
 * Vitest and `node:test` as well.
 *
 * @example
 * import * as hooks from 'node:test';
 * import { useEmbeddedWorker } from '@aeroform/embedded/testing';
 *
 * const embedded = useEmbeddedWorker({
 *   hooks,
 *   seed: (server) => server.clock.advance('31d'),
 * });
 *
 * hooks.it('begins with what was seeded', async () => {
 *   await embedded.server.inspect();
 * });
 */
export function useEmbeddedWorker(
  options: UseServerOptions<EmbeddedWorker> = {},
): UsedServer<EmbeddedWorker> {
  return useServer(options, (given) => EmbeddedServer.startInWorker(given));
}

/** What the hooks need of a server, on whichever thread. */
interface RestorableServer {
  readonly hosts: readonly EmbeddedHost[];
  snapshot(): Snapshot | Promise<Snapshot>;
  reset(): void | Promise<void>;
  restore(snapshot: Snapshot): void | Promise<void>;
  stop(): Promise<void>;
}

function useServer<Server extends RestorableServer>(
  { seed, beforeEach: mode = 'restore', hooks, ...options }: UseServerOptions<Server>,
  start: (options: EmbeddedServerOptions) => Promise<Server>,
): UsedServer<Server> {
  if (mode !== 'restore' && mode !== 'keep') {
    throw optionError('beforeEach must be "restore" or "keep"');
  }
  const { beforeAll, beforeEach, afterAll } = findHooks(hooks);
  let server: Server | undefined;
  let began: Snapshot | undefined;
  beforeAll(async () => {
    server = await start(options);
    await seed?.(server);
  });
  if (mode === 'restore') {
    beforeEach(async () => {
      if (server === undefined) return;
      began ??= await server.snapshot();
      // Counters and faults, which no snapshot holds, begin anew as well.
      await server.reset();
      await server.restore(began);
    });
  }
  afterAll(async () => {
    await server?.stop();
    server = undefined;
  });
  const used = (): Server => {
    if (server !== undefined) return server;
    throw optionError('the embedded server runs while tests run: use it inside of tests and hooks');
  };
  return {
    get server() {
      return used();
    },
    get hosts() {
      return used().hosts;
    },
  };
}
