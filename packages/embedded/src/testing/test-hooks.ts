import { optionError } from '../error/option-error.js';

/** Registers something that a test runner does before or after tests. */
export type TestHook = (run: () => Promise<void>) => unknown;

/**
 * The hooks of a test runner: those of Jest and Vitest (`beforeAll`), or those of `node:test` and Mocha
 * (`before`).
 */
export interface TestHooks {
  readonly beforeAll?: TestHook;
  readonly before?: TestHook;
  readonly beforeEach?: TestHook;
  readonly afterAll?: TestHook;
  readonly after?: TestHook;
}

/** The hooks that are there for sure. */
export interface FoundHooks {
  readonly beforeAll: TestHook;
  readonly beforeEach: TestHook;
  readonly afterAll: TestHook;
}

/**
 * The given hooks, otherwise the globals of the test runner.
 *
 * @throws {EmbeddedError} when some are missing.
 */
export function findHooks(given: TestHooks = globalThis as TestHooks): FoundHooks {
  const beforeAll = given.beforeAll ?? given.before;
  const afterAll = given.afterAll ?? given.after;
  const { beforeEach } = given;
  if (beforeAll === undefined || afterAll === undefined || beforeEach === undefined) {
    throw optionError(
      'no hooks of a test runner were found: give them as the option "hooks", for instance ' +
        "useEmbeddedServer({ hooks: await import('node:test') })",
    );
  }
  return { beforeAll, beforeEach, afterAll };
}
