import { checkPropertyName } from '../../../value/bin-name.js';
import type { BinValue } from '../../../value/bin-value.js';
import type {
  BatchApplyRow,
  BatchOperateRow,
  BatchReadRow,
  BatchRow,
  BatchWriteRow,
} from '../../driver.js';
import { isWrite } from '../../is-write.js';
import type { OfficialRow } from '../official-many.js';
import type { OfficialModule } from '../official-module.js';
import { expectOrder } from '../operation/operation-plan.js';
import { toOfficialOperations } from '../operation/to-official-operation.js';
import { writeOperation } from '../operation/write-operation.js';
import { toOfficialKey } from '../to-official-key.js';
import { toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import {
  officialRowApplyPolicy,
  officialRowReadPolicy,
  officialRowRemovePolicy,
  officialRowWritePolicy,
} from './official-row-policy.js';

/** What a row does, in the numbers of npm `aerospike`. */
const READ = 0;
const WRITE = 1;
const APPLY = 2;
const REMOVE = 3;

/**
 * A row for the addon.
 *
 * @throws {UnsupportedByDriverError} for what npm `aerospike` has not; {InvalidArgError} for values that
 *   Aerospike has no type for.
 */
export function toOfficialRow(official: OfficialModule, row: BatchRow): OfficialRow {
  return ROWS[row.kind](official, row as never);
}

const ROWS: {
  readonly [K in BatchRow['kind']]: (
    official: OfficialModule,
    row: Extract<BatchRow, { kind: K }>,
  ) => OfficialRow;
} = {
  read: toReadRow,
  write: toWriteRow,
  remove: (_official, { key, policy }) => ({
    type: REMOVE,
    key: toOfficialKey(key),
    policy: officialRowRemovePolicy(policy),
  }),
  operate: toOperateRow,
  apply: toApplyRow,
  verify: refuseTransaction,
  roll: refuseTransaction,
};

/** Without bins, only the metadata is read. */
function toReadRow(_official: OfficialModule, { key, bins, policy }: BatchReadRow): OfficialRow {
  const row = { type: READ, key: toOfficialKey(key), policy: officialRowReadPolicy(policy) };
  if (bins === null) return { ...row, readAllBins: true };
  return bins.length === 0 ? row : { ...row, bins };
}

function toWriteRow(
  official: OfficialModule,
  { key, bins, policy, path }: BatchWriteRow,
): OfficialRow {
  const ops = Object.keys(bins).map((name) => {
    checkPropertyName(name, path);
    return writeOperation(official, name, bins[name] as BinValue, `${path}.${name}`);
  });
  return { type: WRITE, key: toOfficialKey(key), policy: officialRowWritePolicy(policy), ops };
}

function toOperateRow(official: OfficialModule, row: BatchOperateRow): OfficialRow {
  const { key, operations, policy, path } = row;
  if (row.ordered === true) expectOrder(operations);
  const ops = toOfficialOperations(official, operations, path);
  if (!isWrite(row)) {
    return { type: READ, key: toOfficialKey(key), policy: officialRowReadPolicy(policy), ops };
  }
  return { type: WRITE, key: toOfficialKey(key), policy: officialRowWritePolicy(policy), ops };
}

function toApplyRow(
  official: OfficialModule,
  { key, call, policy, path }: BatchApplyRow,
): OfficialRow {
  const { module, functionName, args } = call;
  return {
    type: APPLY,
    key: toOfficialKey(key),
    policy: officialRowApplyPolicy(policy),
    udf: {
      module,
      funcname: functionName,
      args: args.map((arg, i) => toOfficialValue(official, arg, `${path}[${i}]`)),
    },
  };
}

function refuseTransaction(): never {
  throw unsupported('transaction');
}
