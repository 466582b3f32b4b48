import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Credential } from './credential.js';
import { checkName } from './name.js';
import type { RoleRegistry } from './role-registry.js';
import { sortNames, User } from './user.js';
import { UserAccess } from './user-access.js';

/** The users of a cluster. Every method throws {@link CommandError} with the server's code. */
export class UserRegistry {
  /** Grows with every change. */
  revision = 0;
  readonly #roles: RoleRegistry;
  readonly #users = new Map<string, User>();
  readonly #usersById = new Map<number, User>();
  /** What users may do by their roles as they were at `#accessRevision`. */
  #access = new WeakMap<User, UserAccess>();
  #accessRevision = 0;
  #nextId = 1;

  constructor(roles: RoleRegistry) {
    this.#roles = roles;
  }

  /** Sorted by name. */
  get all(): readonly User[] {
    return [...this.#users.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  has(name: string): boolean {
    return this.#users.has(name);
  }

  /** @throws {CommandError} 60 when there is none. */
  get(name: string): User {
    const user = this.#users.get(name);
    if (user === undefined) throw new CommandError(ResultCode.INVALID_USER, 'no such user');
    return user;
  }

  /** Undefined when there is none any more. */
  find(id: number): User | undefined {
    return this.#usersById.get(id);
  }

  /**
   * Creates a user. Roles need not exist: the tests of the official client (6.7, `test/admin.ts`) create
   * users with roles that were dropped or never made, grant them such, and find them there. They permit
   * nothing until somebody creates them.
   *
   * @throws {CommandError} 60, 61 or 70.
   */
  create(name: string, credential: Credential, roles: readonly string[]): void {
    checkName(name, ResultCode.INVALID_USER);
    if (this.#users.has(name)) throw new CommandError(ResultCode.USER_EXISTS, 'the user exists');
    for (const role of roles) checkName(role, ResultCode.INVALID_ROLE);
    const user = new User(this.#nextId++, name, credential, roles);
    this.#users.set(name, user);
    this.#usersById.set(user.id, user);
    this.revision++;
  }

  /** Drops the users who are not given, and makes the others what is given. */
  replaceAll(given: readonly Pick<User, 'name' | 'credential' | 'roles'>[]): void {
    const names = new Set(given.map(({ name }) => name));
    for (const { name } of this.all) if (!names.has(name)) this.drop(name);
    for (const { name, credential, roles } of given) {
      const user = this.#users.get(name);
      if (user === undefined) {
        this.create(name, credential, roles);
      } else {
        user.credential = credential;
        this.#setRoles(user, roles);
      }
    }
  }

  /** @throws {CommandError} 60. */
  drop(name: string): void {
    const user = this.get(name);
    user.isDropped = true;
    this.#users.delete(name);
    this.#usersById.delete(user.id);
    this.revision++;
  }

  /** @throws {CommandError} 64 for a user without a password. */
  setPassword(user: User, credential: Credential): void {
    if (!user.credential.isPassword) {
      throw new CommandError(ResultCode.FORBIDDEN_PASSWORD, 'the user has no password');
    }
    user.credential = credential;
    this.revision++;
  }

  /**
   * Roles need not exist, as in {@link create}.
   *
   * @throws {CommandError} 60, or 70 when there are no roles or one has no name.
   */
  grant(name: string, roles: readonly string[]): void {
    const user = this.get(name);
    this.#checkRoles(roles);
    this.#setRoles(user, [...user.roles, ...roles]);
  }

  /** Roles that the user does not have are passed over. */
  revoke(name: string, roles: readonly string[]): void {
    const user = this.get(name);
    this.#checkRoles(roles);
    this.#setRoles(user, without(user.roles, roles));
  }

  /** Takes a role that is gone from everybody. */
  forgetRole(role: string): void {
    for (const user of this.#users.values()) {
      if (user.roles.includes(role)) this.#setRoles(user, without(user.roles, [role]));
    }
  }

  /** What a user may do now. */
  accessOf(user: User): UserAccess {
    if (this.#accessRevision !== this.#roles.revision) {
      this.#access = new WeakMap();
      this.#accessRevision = this.#roles.revision;
    }
    let access = this.#access.get(user);
    if (access === undefined) {
      const roles = user.roles.filter((role) => this.#roles.has(role));
      access = new UserAccess(roles.map((role) => this.#roles.get(role)));
      this.#access.set(user, access);
    }
    return access;
  }

  #setRoles(user: User, roles: readonly string[]): void {
    user.roles = sortNames(roles);
    this.#access.delete(user);
    this.revision++;
  }

  #checkRoles(roles: readonly string[]): void {
    if (roles.length === 0) throw new CommandError(ResultCode.INVALID_ROLE, 'no roles');
    for (const role of roles) checkName(role, ResultCode.INVALID_ROLE);
  }
}

function without(roles: readonly string[], taken: readonly string[]): string[] {
  return roles.filter((role) => !taken.includes(role));
}
