import { computeDigest } from '@aeroform/protocol';

export const NAMESPACE = 'test';
/** User keys of the records of an episode. */
export const USER_KEYS: readonly (string | number)[] = ['a', 'b', 7, 'd', 'e', 'f', 11, 'h'];

/**
 * Where an episode plays: the same steps give other frames, but the same behaviour, in another scope.
 * Behaviour that depends on digests differs, so scopes of one recording have fixed names.
 */
export interface Scope {
  /** Set that no other episode uses; names of indexes start with it. */
  readonly set: string;
  /** Number for task ids, which a server accepts only once: unlike for each frame. */
  readonly nextTaskId: () => bigint;
}

export function digestOf(scope: Scope, userKey: string | number): Buffer {
  return computeDigest(scope.set, userKey);
}
