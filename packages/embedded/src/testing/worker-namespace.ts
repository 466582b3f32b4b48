import { optionError } from '../error/option-error.js';
import { testWorkerId } from './worker-id.js';

/** Namespaces of the workers, separated by commas: the first one is that of worker 1. */
export const NAMESPACES_VARIABLE = 'AEROSPIKE_NAMESPACES';

/**
 * A namespace that no other test worker uses, so that test files which run at the same time do not see
 * each other's records. The global setup makes one for each worker; on a cluster of your own, name them
 * in the environment: `AEROSPIKE_NAMESPACES=test,bar`.
 *
 * @throws {EmbeddedError} `EMBEDDED_OPTION` when there is none for this worker.
 *
 * @example
 * import { workerNamespace } from '@aeroform/embedded/testing';
 *
 * const namespace = workerNamespace(); // test_1 in the first worker
 */
export function workerNamespace(): string {
  const id = testWorkerId();
  const names = process.env[NAMESPACES_VARIABLE]?.split(',').map((name) => name.trim()) ?? [];
  const name = names[id - 1];
  if (name !== undefined && name !== '') return name;
  throw optionError(
    `there is no namespace for test worker ${id}: ` +
      (names.length === 0
        ? `${NAMESPACES_VARIABLE} is not set. Use the global setup of @aeroform/embedded/testing, `
        : `${NAMESPACES_VARIABLE} has ${names.length}. Run fewer workers, `) +
      'or share one namespace and use workerSet()',
  );
}

/** Longest name of a set, in bytes. */
const MAX_SET_SIZE = 63;

/**
 * The name of a set that no other test worker uses: `users_2` in the second worker. It is the way to
 * keep workers apart on a cluster that has one namespace.
 *
 * @param name - what the set is called elsewhere.
 * @throws {EmbeddedError} `EMBEDDED_OPTION` when the name would be longer than 63 bytes.
 *
 * @example
 * import { workerSet } from '@aeroform/embedded/testing';
 *
 * const users = workerSet('users');
 */
export function workerSet(name: string): string {
  const set = `${name}_${testWorkerId()}`;
  if (name === '' || Buffer.byteLength(set) > MAX_SET_SIZE) {
    throw optionError(
      `workerSet needs a name that makes a set of 1 to ${MAX_SET_SIZE} bytes, found "${set}"`,
    );
  }
  return set;
}
