import {
  type AdminCommand,
  AdminField,
  type AdminMessage,
  encodePrivileges,
  encodeRoleNames,
  type GrantedPrivilege,
  type MessageField,
} from '@aeroform/protocol';

/** A command of the security protocol. */
export interface AdminRequest<T> {
  /** The method that the application called, for errors. */
  readonly method: string;
  /** Whom or what it is about, for errors: `user "alice"`. Empty for all users, or all roles. */
  readonly subject: string;
  readonly command: AdminCommand;
  readonly fields: readonly MessageField[];
  /**
   * The new password in clear, for a driver that proves it itself; absent where there is none. Not sent
   * by the wire driver, whose fields have what proves it.
   */
  readonly password?: string;
  /** Reads one block of a list; null for commands that answer nothing but that they are done. */
  readonly read: ((block: AdminMessage) => T) | null;
}

/** The fields of the security protocol by what is in them. */
export const adminField = {
  user: (name: string) => text(AdminField.user, name),
  password: (credential: Buffer) => bytes(AdminField.password, credential),
  oldPassword: (credential: Buffer) => bytes(AdminField.oldPassword, credential),
  roles: (names: readonly string[]) => bytes(AdminField.roles, encodeRoleNames(names)),
  role: (name: string) => text(AdminField.role, name),
  privileges: (privileges: readonly GrantedPrivilege[]) =>
    bytes(AdminField.privileges, encodePrivileges(privileges)),
  allowlist: (addresses: string) => text(AdminField.allowlist, addresses),
  readQuota: (quota: number) => quotaField(AdminField.readQuota, quota),
  writeQuota: (quota: number) => quotaField(AdminField.writeQuota, quota),
} as const;

function bytes(type: AdminField, data: Buffer): MessageField {
  return { type, data };
}

function text(type: AdminField, value: string): MessageField {
  return { type, data: Buffer.from(value) };
}

function quotaField(type: AdminField, quota: number): MessageField {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(quota);
  return { type, data };
}
