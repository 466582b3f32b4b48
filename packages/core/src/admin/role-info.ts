import { AdminField, type AdminMessage, readPrivileges } from '@aeroform/protocol';
import { type Privilege, toPrivilege } from './privilege.js';
import { fieldData, numberField, textField } from './read-field.js';

/** A role. */
export interface RoleInfo {
  /** Name of the role. */
  readonly name: string;
  /** What users with the role may do, and where. */
  readonly privileges: readonly Privilege[];
  /** Addresses and networks users with the role must come from; empty for anywhere. */
  readonly allowlist: readonly string[];
  /** Records per second that a user with the role may read; 0 for no limit. */
  readonly readQuota: number;
  /** Records per second that a user with the role may write; 0 for no limit. */
  readonly writeQuota: number;
}

/** Reads a block of the answer to a query of roles. */
export function readRoleInfo(message: AdminMessage): RoleInfo {
  const privileges = fieldData(message, AdminField.privileges);
  const addresses = textField(message, AdminField.allowlist);
  return {
    name: textField(message, AdminField.role),
    privileges: privileges === undefined ? [] : readPrivileges(privileges).map(toPrivilege),
    allowlist: addresses === '' ? [] : addresses.split(','),
    readQuota: numberField(message, AdminField.readQuota),
    writeQuota: numberField(message, AdminField.writeQuota),
  };
}
