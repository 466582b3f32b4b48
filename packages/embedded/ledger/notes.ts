import { ResultCode } from '@aeroform/protocol';
import type { Subject } from './subject.js';

/** How a row of the ledger stands to the real server. */
export type State =
  /** As Community Edition 8.1.2. */
  | 'same'
  /** Not in every respect: the differences say in which. */
  | 'partial'
  /** Only with `edition: 'enterprise'`; otherwise refused as the Community Edition refuses it. */
  | 'enterprise'
  /** Refused, although the Community Edition has it. */
  | 'refused'
  /** Embedded never answers it by itself; a fault rule makes it. */
  | 'on demand'
  /** No client sends it, or the server does not look at it. */
  | 'unused';

/** What can't be read off the tables, the recordings and the tests. */
export interface Note {
  readonly state: State;
  /** For the reader of the page. */
  readonly text: string;
  /** The test that shows it, from the folder of the package, when the test does not name the row. */
  readonly test?: string;
}

/** Rows about which something must be said by hand. One that does not exist does not compile. */
export const NOTES: Partial<Record<Subject, Note>> = {
  'frame:compressed': { state: 'enterprise', text: 'Community Edition: 25' },
  'frame:admin': { state: 'enterprise', text: 'Community Edition: 51' },
  'frame:internalXdr': { state: 'unused', text: 'between servers; clients get no answer' },
  'info1:xdr': { state: 'unused', text: 'between servers' },
  'info1:compressResponse': {
    state: 'enterprise',
    text: 'Community Edition: ignored',
  },
  'info2:durableDelete': {
    state: 'enterprise',
    text: 'Community Edition: 25 when the record would really go',
  },
  'info3:last': { state: 'same', text: 'in answers', test: 'test/command/batch.test.ts' },
  'adminField:clearPassword': {
    state: 'refused',
    text: 'of external authentication (LDAP), which embedded does not have',
  },
  'resultCode:PARTITION_UNAVAILABLE': {
    state: 'same',
    text: 'in clusters',
    test: 'test/cluster/cluster-commands.test.ts',
  },
  'resultCode:QUERY_END': {
    state: 'enterprise',
    text: 'ends lists of users and roles',
    test: 'test/security/roles.test.ts',
  },
  'resultCode:INDEX_NOT_READABLE': {
    state: 'same',
    text: '',
    test: 'test/ledger/unrecorded.test.ts',
  },
  'resultCode:KEY_BUSY': {
    state: 'on demand',
    text: '',
    test: 'test/server/faulty-dispatch.test.ts',
  },
  'resultCode:TIMEOUT': {
    state: 'same',
    text: 'of short queries',
    test: 'test/ledger/unrecorded.test.ts',
  },
  'resultCode:QUERY_ABORTED': {
    state: 'same',
    text: 'of aborted queries',
    test: 'test/command/basic-query.test.ts',
  },
  'resultCode:FORBIDDEN': { state: 'same', text: '', test: 'test/info/answer-info.test.ts' },
  'resultCode:CLUSTER_KEY_MISMATCH': {
    state: 'same',
    text: 'of info commands',
    test: 'test/info/answer-info.test.ts',
  },
  'resultCode:SECURITY_NOT_SUPPORTED': {
    state: 'same',
    text: '',
    test: 'test/ledger/unrecorded.test.ts',
  },
  'resultCode:INDEX_FOUND': {
    state: 'same',
    text: 'of info commands',
    test: 'test/info/sindex.test.ts',
  },
  'resultCode:INDEX_MAX_COUNT': {
    state: 'same',
    text: 'of info commands',
    test: 'test/info/sindex.test.ts',
  },
  'command:aggregation': { state: 'partial', text: '', test: 'test/udf/aggregation.test.ts' },
  'info:query-abort-all': { state: 'same', text: '', test: 'test/info/jobs.test.ts' },
  'udfOp:aggregate': { state: 'partial', text: '', test: 'test/udf/aggregation.test.ts' },
  'field:recordVersion': { state: 'enterprise', text: 'transactions; Community Edition: ignored' },
  'field:transactionId': { state: 'enterprise', text: 'Community Edition: 25' },
  'field:transactionDeadline': {
    state: 'enterprise',
    text: 'transactions; Community Edition: ignored',
  },
};

/** Result codes of security and transactions: only the Enterprise Edition answers them. */
export function isEnterpriseResultCode(code: number): boolean {
  const { TRANSACTION_BLOCKED, TRANSACTION_MONITOR_EXISTS } = ResultCode;
  return (
    isSecurityResultCode(code) ||
    (code >= TRANSACTION_BLOCKED && code <= TRANSACTION_MONITOR_EXISTS)
  );
}

export function isSecurityResultCode(code: number): boolean {
  return code >= ResultCode.SECURITY_NOT_ENABLED && code <= ResultCode.QUOTA_EXCEEDED;
}
