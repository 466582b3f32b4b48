import type { GrantedPrivilege } from '@aeroform/protocol';
import type { Allowlist } from './allowlist.js';

/** A role; changes replace it. */
export interface Role {
  readonly name: string;
  /** Sorted and without repetition. */
  readonly privileges: readonly GrantedPrivilege[];
  /** Undefined when users may come from anywhere. */
  readonly allowlist: Allowlist | undefined;
  /** Records per second; 0 for no limit. */
  readonly readQuota: number;
  readonly writeQuota: number;
  /** One of those that every server has, and that can't be changed. */
  readonly isPredefined: boolean;
}

/** Sorts privileges and drops repetitions. */
export function sortPrivileges(privileges: Iterable<GrantedPrivilege>): GrantedPrivilege[] {
  const byKey = new Map<string, GrantedPrivilege>();
  for (const each of privileges) byKey.set(privilegeKey(each), each);
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, privilege]) => privilege);
}

/** The same for the same privilege with the same scope; sorts by privilege first. */
export function privilegeKey({ privilege, namespace, set }: GrantedPrivilege): string {
  return `${String(privilege).padStart(3, '0')}\0${namespace}\0${set}`;
}
