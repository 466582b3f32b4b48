import { type GrantedPrivilege, toBinaryString } from '@aeroform/protocol';
import { findPrivilege } from './permission.js';

/** What is permitted where: everywhere, in a namespace, in a set. */
export class AccessRights {
  #everywhere = 0;
  /** By namespace, or by namespace and set with a separator that names can't have. */
  readonly #scoped = new Map<string, number>();

  constructor(privileges: Iterable<GrantedPrivilege>) {
    for (const each of privileges) this.#grant(each);
  }

  /**
   * True when all of the permissions are held where they are needed.
   *
   * @param permissions - several of {@link Permission}.
   * @param namespace - as a binary string; empty for what concerns the whole server.
   * @param set - as a binary string; empty for records without a set, and for whole namespaces.
   */
  permits(permissions: number, namespace: string, set: string): boolean {
    let held = this.#everywhere;
    if ((held & permissions) === permissions) return true;
    if (this.#scoped.size === 0) return false;
    held |= this.#scoped.get(namespace) ?? 0;
    if (set !== '') held |= this.#scoped.get(scopeOf(namespace, set)) ?? 0;
    return (held & permissions) === permissions;
  }

  #grant({ privilege, namespace, set }: GrantedPrivilege): void {
    const permissions = findPrivilege(privilege)?.permissions ?? 0;
    if (namespace === '') {
      this.#everywhere |= permissions;
      return;
    }
    const scope = scopeOf(toBinaryString(namespace), toBinaryString(set));
    this.#scoped.set(scope, (this.#scoped.get(scope) ?? 0) | permissions);
  }
}

function scopeOf(namespace: string, set: string): string {
  return set === '' ? namespace : `${namespace}\0${set}`;
}
