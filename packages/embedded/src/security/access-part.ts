import type { GrantedPrivilege } from '@aeroform/protocol';
import type { NodePart } from '../part/node-part.js';
import type { AccessControl } from './access-control.js';
import { Allowlist } from './allowlist.js';
import { Credential, type SealedCredential } from './credential.js';

/** Users and roles as snapshots hold them. */
type AccessState = {
  readonly users: readonly UserState[];
  readonly roles: readonly RoleState[];
};

type UserState = readonly [name: string, credential: SealedCredential, roles: readonly string[]];
type RoleState = readonly [
  name: string,
  privileges: readonly PrivilegeState[],
  allowlist: string,
  readQuota: number,
  writeQuota: number,
];
type PrivilegeState = readonly [privilege: number, namespace: string, set: string];

/**
 * Users and roles, for `reset()`, snapshots and data directories. Users who are there before and after
 * stay logged in.
 */
export function accessPart(access: AccessControl): NodePart {
  let initial: AccessState | undefined;
  void access.ready.then(() => {
    initial = capture(access);
  });
  return {
    name: 'users',
    reset: () => {
      access.sessionTtl = access.settings.sessionTtl;
      if (initial !== undefined) restore(access, initial);
    },
    kept: {
      get revision() {
        return access.roles.revision + access.users.revision;
      },
      capture: () => capture(access),
      restore: (state) => restore(access, state as AccessState),
    },
  };
}

function capture({ users, roles }: AccessControl): AccessState {
  const own = roles.all.filter(({ isPredefined }) => !isPredefined);
  return {
    users: users.all.map(({ name, credential, ...user }) => [name, credential.seal(), user.roles]),
    roles: own.map(({ name, privileges, allowlist, readQuota, writeQuota }) => [
      name,
      privileges.map((each) => [each.privilege, each.namespace, each.set]),
      allowlist?.text ?? '',
      readQuota,
      writeQuota,
    ]),
  };
}

function restore({ users, roles }: AccessControl, state: AccessState): void {
  roles.replaceAll(
    state.roles.map(([name, privileges, allowlist, readQuota, writeQuota]) => ({
      name,
      privileges: privileges.map(toPrivilege),
      allowlist: allowlist === '' ? undefined : new Allowlist(allowlist),
      readQuota,
      writeQuota,
      isPredefined: false,
    })),
  );
  users.replaceAll(
    state.users.map(([name, credential, names]) => ({
      name,
      credential: Credential.unseal(credential),
      roles: names,
    })),
  );
}

function toPrivilege([privilege, namespace, set]: PrivilegeState): GrantedPrivilege {
  return { privilege, namespace, set };
}
