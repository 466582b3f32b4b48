import * as core from '@aeroform/core';
import {
  type BinValue,
  type Bins,
  exp,
  type Key,
  type RecordKey,
  type WriteMeta,
  type WritePolicy,
} from '@aeroform/core';

const bins: Bins = { i: 1, big: 1n, d: core.double(1), l: [null, { a: new Set([true]) }] };
const values: BinValue[] = [Buffer.alloc(1), core.geojson('{}'), new core.Hll(Buffer.alloc(1))];
// @ts-expect-error a Date has no type in Aerospike
const date: BinValue = new Date();
// @ts-expect-error undefined is no value
const missing: Bins = { a: undefined };
// @ts-expect-error a function is no value
const method: BinValue = { run: () => 1 };
// @ts-expect-error comparison values are not stored
const infinite: BinValue = core.CDT_INFINITY;

const keys: Key[] = [
  ['test', 'users', 'u1'],
  ['test', '', 5n],
  ['test', 'users', null, Buffer.alloc(20)],
];
declare const recordKey: RecordKey;
const again: Key = recordKey;
// @ts-expect-error without user key there has to be a digest
const nothing: Key = ['test', 'users', null];
// @ts-expect-error a boolean is no user key
const wrong: Key = ['test', 'users', true];

const policy: WritePolicy = {
  totalTimeout: 100,
  exists: core.POLICY_EXISTS_CREATE_ONLY,
  gen: core.POLICY_GEN_EQ,
  filterExpression: exp.not(exp.binExists('a')),
  ttl: core.TTL_NEVER_EXPIRE,
};
const meta: WriteMeta = { gen: 3, ttl: 60 };
// @ts-expect-error no such field
const unknownField: WritePolicy = { total_timeout: 100 };
// @ts-expect-error no such action
const action: WritePolicy = { exists: 5 };
// @ts-expect-error a filter is true or false
const filter: WritePolicy = { filterExpression: exp.intBin('a') };
// @ts-expect-error policies do not hold generations
const generation: WritePolicy = { generation: 3 };
// @ts-expect-error indexes hold no doubles
core.predicates.equals('a', true);
// @ts-expect-error no such index type
core.predicates.contains('a', 7, 1);
