import { toOfficialRow } from '../../../src/driver/native/batch/to-official-row.js';
import { loadOfficial } from '../../../src/driver/native/load-official.js';
import type { OfficialModule } from '../../../src/driver/native/official-module.js';
import type { BatchRow } from '../../../src/driver/driver.js';
import { resolveKey } from '../../../src/key/resolve-key.js';
import { BATCH_DEFAULTS, type CompleteBatchPolicy } from '../../../src/policy/complete-policy.js';
import {
  exp,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_GEN_EQ,
  POLICY_KEY_SEND,
  POLICY_READ_MODE_AP_ALL,
} from '../../../src/index.js';

let official: OfficialModule;

beforeAll(async () => {
  official = await loadOfficial();
});

const NONE = { ...BATCH_DEFAULTS, generation: 0 };
const key = resolveKey(['test', 'native_rows', 1]);

/** The policy of a row of some kind for the addon. */
function policyOf(kind: BatchRow['kind'], own: object, batch: object = {}): unknown {
  const row = { kind, key, bins: { n: 1 }, path: 'rows[0]', policy: { ...NONE, ...own } };
  const policy: CompleteBatchPolicy = { ...BATCH_DEFAULTS, ...batch };
  const given = kind === 'read' ? { ...row, bins: null } : row;
  return toOfficialRow({ official, policy }, given as unknown as BatchRow).policy;
}

describe('a row for the addon', () => {
  it.each(['read', 'write', 'remove'] as const)(
    'to %s has no policy when it says nothing of its own',
    (kind) => {
      expect(policyOf(kind, {})).toBeUndefined();
    },
  );

  it('that reads has a policy as soon as it differs from that of the batch', () => {
    const all = { readModeAp: POLICY_READ_MODE_AP_ALL };
    expect(policyOf('read', all)).toMatchObject({ readModeAP: 1 });
    expect(policyOf('read', all, all)).toBeUndefined();
    expect(policyOf('read', {}, all)).toMatchObject({ readModeAP: 0 });
    expect(policyOf('read', {}, { readTouchTtlPercent: 50 })).toMatchObject({
      readTouchTtlPercent: 0,
    });
    const filterExpression = exp.eq(exp.intBin('n'), exp.intVal(1));
    expect(policyOf('read', { filterExpression })).toMatchObject({
      filterExpression: expect.any(String),
    });
  });

  it.each([
    ['the key', { key: POLICY_KEY_SEND }, { key: 1 }],
    ['what must exist', { exists: POLICY_EXISTS_CREATE_ONLY }, { exists: 1 }],
    ['a time to live', { ttl: -1 }, { ttl: 0xffff_ffff }],
    ['a durable delete', { durableDelete: true }, { durableDelete: true }],
    ['a lock', { onLockingOnly: true }, { onLockingOnly: true }],
  ])('that writes has a policy for %s', (_what, own, expected) => {
    expect(policyOf('write', own)).toMatchObject(expected);
  });

  it('that writes takes no policy for what the addon does anyhow', () => {
    expect(policyOf('write', { exists: POLICY_EXISTS_UPDATE })).toBeUndefined();
  });

  it('that removes has a policy for a generation', () => {
    expect(policyOf('remove', { gen: POLICY_GEN_EQ, generation: 3 })).toMatchObject({
      gen: 1,
      generation: 3,
    });
  });
});
