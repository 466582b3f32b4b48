import type { OfficialClient, OfficialError } from '../official-module.js';

/** A privilege as the addon takes and gives it; names are empty for everywhere. */
export interface OfficialPrivilege {
  readonly code: number;
  readonly namespace: string;
  readonly set: string;
}

export interface OfficialUser {
  readonly name: string;
  readonly roles: readonly string[];
  readonly readInfo: readonly number[];
  readonly writeInfo: readonly number[];
  readonly connsInUse: number;
}

export interface OfficialRole {
  readonly name: string;
  readonly privileges: readonly OfficialPrivilege[];
  readonly whitelist: readonly string[];
  readonly readQuota: number;
  readonly writeQuota: number;
}

export interface OfficialAdminPolicy {
  /** Milliseconds; 60 seconds for 0. */
  readonly timeout: number;
}

export type AdminDone<T = unknown> = (error: OfficialError | null | undefined, answer: T) => void;
type Names = readonly string[];
type Privileges = readonly OfficialPrivilege[];

/** The commands of the addon on users and roles. All of them hold the JavaScript thread. */
export interface OfficialAdminCommands {
  userCreate(
    user: string,
    password: string,
    roles: Names,
    policy: OfficialAdminPolicy,
    done: AdminDone,
  ): void;
  userCreatePKI(user: string, roles: Names, policy: OfficialAdminPolicy, done: AdminDone): void;
  userDrop(user: string, policy: OfficialAdminPolicy, done: AdminDone): void;
  setPassword(
    user: string,
    password: string,
    policy: OfficialAdminPolicy,
    currentUser: string,
    done: AdminDone,
  ): void;
  changePassword(
    user: string,
    password: string,
    policy: OfficialAdminPolicy,
    currentUser: string,
    done: AdminDone,
  ): void;
  roleGrant(user: string, roles: Names, policy: OfficialAdminPolicy, done: AdminDone): void;
  roleRevoke(user: string, roles: Names, policy: OfficialAdminPolicy, done: AdminDone): void;
  queryUser(user: string, policy: OfficialAdminPolicy, done: AdminDone<OfficialUser>): void;
  queryUsers(policy: OfficialAdminPolicy, done: AdminDone<readonly OfficialUser[]>): void;
  roleCreate(
    role: string,
    privileges: Privileges,
    policy: OfficialAdminPolicy,
    whitelist: Names,
    readQuota: number,
    writeQuota: number,
    done: AdminDone,
  ): void;
  roleDrop(role: string, policy: OfficialAdminPolicy, done: AdminDone): void;
  privilegeGrant(
    role: string,
    privileges: Privileges,
    policy: OfficialAdminPolicy,
    done: AdminDone,
  ): void;
  privilegeRevoke(
    role: string,
    privileges: Privileges,
    policy: OfficialAdminPolicy,
    done: AdminDone,
  ): void;
  roleSetWhitelist(
    role: string,
    whitelist: Names,
    policy: OfficialAdminPolicy,
    done: AdminDone,
  ): void;
  roleSetQuotas(
    role: string,
    readQuota: number,
    writeQuota: number,
    policy: OfficialAdminPolicy,
    done: AdminDone,
  ): void;
  queryRole(role: string, policy: OfficialAdminPolicy, done: AdminDone<OfficialRole>): void;
  queryRoles(policy: OfficialAdminPolicy, done: AdminDone<readonly OfficialRole[]>): void;
}

/** The same addon as {@link OfficialClient.as_client}: its commands on users and roles. */
export function adminCommands({ as_client: commands }: OfficialClient): OfficialAdminCommands {
  return commands as unknown as OfficialAdminCommands;
}
