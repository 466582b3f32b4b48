import {
  type AerospikeClient,
  exp,
  INDEX_NUMERIC,
  INDEX_STRING,
  PRIV_READ,
  type RoleInfo,
} from '@aeroform/core';

declare const client: AerospikeClient;
declare const role: RoleInfo;

// Privileges: constants and names, in every spelling that servers and other clients use.
void client.adminCreateRole('r', [{ code: PRIV_READ }, { code: 'read-write', ns: 'test' }]);
void client.adminGrantPrivileges('r', [{ code: 'read_write_udf' }, { code: 'SINDEX_ADMIN' }]);
void client.adminGrantPrivileges('r', [{ code: 'USER-ADMIN' }]);
// @ts-expect-error -- there is no such privilege
void client.adminGrantPrivileges('r', [{ code: 'reed' }]);
// @ts-expect-error -- there is no such number
void client.adminGrantPrivileges('r', [{ code: 5 }]);
// @ts-expect-error -- the field is called ns
void client.adminGrantPrivileges('r', [{ code: 'read', namespace: 'test' }]);
// @ts-expect-error -- a string is no list of roles
void client.adminGrantRoles('a', 'read');
// @ts-expect-error -- users with a password have one
void client.adminCreateUser('a', null, []);

// What is told of a role is what makes one.
void client.adminCreateRole('copy', role.privileges, {}, role.allowlist, role.readQuota);
// @ts-expect-error -- it cannot be changed
role.privileges.push({ code: PRIV_READ, name: 'read', ns: '', set: '' });

// Indexes on expressions have the type of the expression.
void client.indexExpressionCreate('test', 'a', exp.intBin('a'), INDEX_NUMERIC, 'i');
void client.indexExpressionCreate('test', 'a', exp.listBin('a'), INDEX_STRING, 'i', {
  collection: 'list',
});
// @ts-expect-error -- an integer is no string
void client.indexExpressionCreate('test', 'a', exp.intBin('a'), INDEX_STRING, 'i');
// @ts-expect-error -- doubles cannot be indexed
void client.indexExpressionCreate('test', 'a', exp.floatBin('a'), INDEX_NUMERIC, 'i');
void client.indexExpressionCreate('test', 'a', exp.intBin('a'), INDEX_NUMERIC, 'i', {
  // @ts-expect-error -- an expression has no path
  context: [],
});

void client.setXdrFilter('east', 'test', exp.eq(exp.intBin('a'), exp.intVal(1)));
// @ts-expect-error -- a filter is true or false
void client.setXdrFilter('east', 'test', exp.intBin('a'));

void client.supports('transactions');
// @ts-expect-error -- there is no such feature
void client.supports('time-travel');
