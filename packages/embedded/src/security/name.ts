import { CommandError } from '../error/command-error.js';

/** Longest name of a user or role, in bytes. */
const MAX_NAME_SIZE = 63;

/**
 * Checks the name of a new user or role.
 *
 * @throws {CommandError} with the given code when it is empty or too long.
 */
export function checkName(name: string, resultCode: number): void {
  const size = Buffer.byteLength(name);
  if (size === 0 || size > MAX_NAME_SIZE) {
    throw new CommandError(resultCode, `a name of ${size} bytes`);
  }
}
