import type { CompleteBatchPolicy } from '../../../policy/complete-policy.js';
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
import { writeBins } from '../operation/write-bins.js';
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

/** What the rows of a batch are converted for. */
export interface RowTarget {
  readonly official: OfficialModule;
  /** Of the whole batch. */
  readonly policy: CompleteBatchPolicy;
}

/**
 * A row for the addon.
 *
 * @throws {UnsupportedByDriverError} for what npm `aerospike` has not; {InvalidArgError} for values that
 *   Aerospike has no type for.
 */
export function toOfficialRow(to: RowTarget, row: BatchRow): OfficialRow {
  return ROWS[row.kind](to, row as never);
}

const ROWS: {
  readonly [K in BatchRow['kind']]: (
    to: RowTarget,
    row: Extract<BatchRow, { kind: K }>,
  ) => OfficialRow;
} = {
  read: toReadRow,
  write: toWriteRow,
  remove: (_to, { key, policy }) => ({
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
function toReadRow(to: RowTarget, { key, bins, policy }: BatchReadRow): OfficialRow {
  return {
    type: READ,
    key: toOfficialKey(key),
    policy: officialRowReadPolicy(policy, to.policy),
    readAllBins: bins === null,
    bins: bins === null || bins.length === 0 ? undefined : bins,
  };
}

function toWriteRow(
  { official }: RowTarget,
  { key, bins, policy, path }: BatchWriteRow,
): OfficialRow {
  const ops = writeBins(official, bins, path);
  return { type: WRITE, key: toOfficialKey(key), policy: officialRowWritePolicy(policy), ops };
}

function toOperateRow(to: RowTarget, row: BatchOperateRow): OfficialRow {
  const { key, operations, policy, path } = row;
  if (row.ordered === true) expectOrder(operations);
  const ops = toOfficialOperations(to.official, operations, path);
  if (!isWrite(row)) {
    const given = officialRowReadPolicy(policy, to.policy);
    return { type: READ, key: toOfficialKey(key), policy: given, ops };
  }
  return { type: WRITE, key: toOfficialKey(key), policy: officialRowWritePolicy(policy), ops };
}

function toApplyRow(
  { official }: RowTarget,
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
