/** Commands of the security protocol (frames of type `admin`). */
export const AdminCommand = {
  authenticate: 0,
  createUser: 1,
  dropUser: 2,
  setPassword: 3,
  changePassword: 4,
  grantRoles: 5,
  revokeRoles: 6,
  queryUsers: 9,
  createRole: 10,
  dropRole: 11,
  grantPrivileges: 12,
  revokePrivileges: 13,
  setAllowlist: 14,
  setQuotas: 15,
  queryRoles: 16,
  login: 20,
} as const;
export type AdminCommand = (typeof AdminCommand)[keyof typeof AdminCommand];

/** Fields of the security protocol. */
export const AdminField = {
  user: 0,
  password: 1,
  oldPassword: 2,
  credential: 3,
  clearPassword: 4,
  sessionToken: 5,
  sessionTtl: 6,
  roles: 10,
  role: 11,
  privileges: 12,
  allowlist: 13,
  readQuota: 14,
  writeQuota: 15,
  readInfo: 16,
  writeInfo: 17,
  connections: 18,
} as const;
export type AdminField = (typeof AdminField)[keyof typeof AdminField];

/** Privileges; those from `read` on have a scope, see {@link GrantedPrivilege}. */
export const Privilege = {
  userAdmin: 0,
  sysAdmin: 1,
  dataAdmin: 2,
  udfAdmin: 3,
  sindexAdmin: 4,
  read: 10,
  readWrite: 11,
  readWriteUdf: 12,
  write: 13,
  truncate: 14,
  maskingAdmin: 15,
  readMasked: 16,
  writeMasked: 17,
} as const;
export type Privilege = (typeof Privilege)[keyof typeof Privilege];
