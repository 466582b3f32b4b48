import { Privilege } from '@aeroform/protocol';

/** What a command may need; the names are those that the server's error texts use. */
export const Permission = {
  none: 0,
  read: 1 << 0,
  query: 1 << 1,
  write: 1 << 2,
  delete: 1 << 3,
  'udf-apply': 1 << 4,
  'udf-query': 1 << 5,
  'ops-query': 1 << 6,
  'masking-admin': 1 << 7,
  'read-masked': 1 << 8,
  'write-masked': 1 << 9,
  'udf-admin': 1 << 10,
  'sindex-admin': 1 << 11,
  'query-admin': 1 << 12,
  truncate: 1 << 13,
  'evict-admin': 1 << 14,
  'record-info': 1 << 15,
  'set-config': 1 << 16,
  'logging-ctrl': 1 << 17,
  'service-ctrl': 1 << 18,
  'xdr-set-filter': 1 << 19,
  'user-admin': 1 << 20,
} as const;
/** One of the names. */
export type PermissionName = keyof typeof Permission;

const READ = Permission.read | Permission.query;
const WRITE = Permission.write | Permission.delete | Permission['ops-query'];
const UDF = Permission['udf-apply'] | Permission['udf-query'];
const DATA_ADMIN =
  Permission['udf-admin'] |
  Permission['sindex-admin'] |
  Permission['query-admin'] |
  Permission.truncate |
  Permission['evict-admin'] |
  Permission['record-info'];
const SYS_ADMIN =
  Permission['set-config'] |
  Permission['logging-ctrl'] |
  Permission['service-ctrl'] |
  Permission['xdr-set-filter'];

/** A privilege: its name, which is also that of the predefined role with it, and what it permits. */
export interface PrivilegeRow {
  readonly name: string;
  /** Several of {@link Permission}. */
  readonly permissions: number;
}

/**
 * What privileges permit, after what the public clients say of them and the groups in which the public
 * server source numbers the permissions; no Enterprise Edition was there to measure. A `sys-admin` may
 * do what a `data-admin` may: the user with whom the official client's tests create indexes has only
 * that role.
 */
export const PRIVILEGES: Readonly<Record<Privilege, PrivilegeRow>> = {
  [Privilege.userAdmin]: { name: 'user-admin', permissions: Permission['user-admin'] },
  [Privilege.sysAdmin]: { name: 'sys-admin', permissions: SYS_ADMIN | DATA_ADMIN },
  [Privilege.dataAdmin]: { name: 'data-admin', permissions: DATA_ADMIN },
  [Privilege.udfAdmin]: { name: 'udf-admin', permissions: Permission['udf-admin'] },
  [Privilege.sindexAdmin]: { name: 'sindex-admin', permissions: Permission['sindex-admin'] },
  [Privilege.read]: { name: 'read', permissions: READ },
  [Privilege.readWrite]: { name: 'read-write', permissions: READ | WRITE },
  [Privilege.readWriteUdf]: { name: 'read-write-udf', permissions: READ | WRITE | UDF },
  [Privilege.write]: { name: 'write', permissions: WRITE },
  [Privilege.truncate]: { name: 'truncate', permissions: Permission.truncate },
  [Privilege.maskingAdmin]: { name: 'masking-admin', permissions: Permission['masking-admin'] },
  [Privilege.readMasked]: { name: 'read-masked', permissions: Permission['read-masked'] },
  [Privilege.writeMasked]: { name: 'write-masked', permissions: Permission['write-masked'] },
};

/** The row of a privilege; undefined for a number that is none. */
export function findPrivilege(privilege: number): PrivilegeRow | undefined {
  return (PRIVILEGES as Readonly<Record<number, PrivilegeRow>>)[privilege];
}
