import type { Credential } from './credential.js';

/** A user of a cluster. One that was dropped and created again is another one. */
export class User {
  /** Not given to anybody else after the user is gone. */
  readonly id: number;
  readonly name: string;
  credential: Credential;
  /** Names, sorted. */
  roles: readonly string[];
  /** Connections of a user who was dropped are no longer authenticated. */
  isDropped = false;

  constructor(id: number, name: string, credential: Credential, roles: Iterable<string>) {
    this.id = id;
    this.name = name;
    this.credential = credential;
    this.roles = sortNames(roles);
  }
}

/** Sorts names and drops repetitions. */
export function sortNames(names: Iterable<string>): string[] {
  return [...new Set(names)].toSorted();
}
