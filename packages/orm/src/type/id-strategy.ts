import type { UserKey } from '@aeroform/core';

/**
 * Where the id of a new entity comes from: the caller (`assigned`), a generator, or a function.
 * The generated texts `uuidv7` and `ulid` sort by the time they were made.
 */
export type IdStrategy =
  | 'assigned'
  | 'uuidv4'
  | 'uuidv7'
  | 'ulid'
  | (() => UserKey | Promise<UserKey>);
