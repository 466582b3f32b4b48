import {
  AdminField,
  type AdminMessage,
  CREDENTIAL_SIZE,
  type GrantedPrivilege,
  readPrivileges,
  readRoleNames,
  ResultCode,
} from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import { CommandError } from '../error/command-error.js';
import { Allowlist } from '../security/allowlist.js';
import { Credential } from '../security/credential.js';
import type { NodeSecurity } from '../security/node-security.js';
import { Permission } from '../security/permission.js';
import type { User } from '../security/user.js';

/** A request of the security protocol, who sent it, and the checked values of its fields. */
export class AdminRequest {
  readonly node: Node;
  readonly security: NodeSecurity;
  readonly session: Session;
  readonly #message: AdminMessage;

  constructor(node: Node, security: NodeSecurity, session: Session, message: AdminMessage) {
    this.node = node;
    this.security = security;
    this.session = session;
    this.#message = message;
  }

  has(type: AdminField): boolean {
    return this.data(type) !== undefined;
  }

  /** Data of the first field of a type. */
  data(type: AdminField): Buffer | undefined {
    return this.#message.fields.find((field) => field.type === type)?.data;
  }

  /** Undefined when the field is missing. */
  text(type: AdminField): string | undefined {
    return this.data(type)?.toString('utf8');
  }

  /** @throws {CommandError} 60 when it is missing or empty. */
  get userName(): string {
    return this.#name(AdminField.user, ResultCode.INVALID_USER);
  }

  /** @throws {CommandError} 70 when it is missing or empty. */
  get roleName(): string {
    return this.#name(AdminField.role, ResultCode.INVALID_ROLE);
  }

  /** Names of roles; none when the field is missing. */
  get roleNames(): string[] {
    const data = this.data(AdminField.roles);
    return data === undefined ? [] : readRoleNames(data);
  }

  /** Undefined when the field is missing. */
  get privileges(): GrantedPrivilege[] | undefined {
    const data = this.data(AdminField.privileges);
    return data === undefined ? undefined : readPrivileges(data);
  }

  /** @throws {CommandError} 73 when an entry is neither an address nor a network. */
  get allowlist(): Allowlist | undefined {
    const text = this.text(AdminField.allowlist) ?? '';
    return text === '' ? undefined : new Allowlist(text);
  }

  /** @throws {CommandError} 75 when it has not four bytes. */
  quota(type: typeof AdminField.readQuota | typeof AdminField.writeQuota): number | undefined {
    const data = this.data(type);
    if (data === undefined) return undefined;
    if (data.length !== 4) throw new CommandError(ResultCode.INVALID_QUOTA, 'a quota of 4 bytes');
    return data.readUInt32BE();
  }

  /** @throws {CommandError} 62 when it is missing or no bcrypt hash. */
  get newPassword(): Credential {
    const text = this.text(AdminField.password) ?? '';
    if (text.length !== CREDENTIAL_SIZE || !text.startsWith('$2')) {
      throw new CommandError(ResultCode.INVALID_PASSWORD, 'not a hashed password');
    }
    return Credential.of(text);
  }

  /** @throws {CommandError} 80 or 82. */
  requireUser(): User {
    return this.security.requireUser(this.session);
  }

  /** @throws {CommandError} 80, 82, or 81 for somebody who does not manage users. */
  requireUserAdmin(): void {
    if (!this.isUserAdmin(this.requireUser())) {
      throw new CommandError(ResultCode.ROLE_VIOLATION, 'only for user-admin');
    }
  }

  isUserAdmin(user: User): boolean {
    return this.security.accessOf(user).rights.permits(Permission['user-admin'], '', '');
  }

  #name(type: AdminField, resultCode: number): string {
    const name = this.text(type) ?? '';
    if (name === '') throw new CommandError(resultCode, 'no name');
    return name;
  }
}
