import { invalidArg } from '../error/argument-error.js';
import { checkSet } from '../key/resolve-key.js';
import { log } from '../observability/log.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';

/** Which records a truncation removes. */
export interface TruncateTarget {
  readonly namespace: string;
  /** Empty for the whole namespace. */
  readonly set: string;
  /** Nanoseconds since 1970; 0 for now. */
  readonly nanos: bigint | number;
}

/** Removes the records of a set or namespace that were last written before a time. */
export async function truncate(
  session: Session,
  { namespace, set, nanos }: TruncateTarget,
  policy?: AdminPolicy,
): Promise<void> {
  checkInfoParameter(checkSet(set), 'set');
  const before = checkNanos(nanos);
  checkInfoNamespace(session, namespace);
  const scope = set === '' ? 'truncate-namespace' : 'truncate';
  const setPart = set === '' ? '' : `;set=${set}`;
  const lutPart = before === 0n ? '' : `;lut=${before}`;
  log('warn', 'aerospike.command', 'truncating', {
    namespace,
    set,
    before: before === 0n ? 'now' : `${before} ns since 1970`,
  });
  await infoRandomNode(session, `${scope}:namespace=${namespace}${setPart}${lutPart}`, policy);
}

function checkNanos(nanos: bigint | number): bigint {
  const isWhole = typeof nanos === 'bigint' || Number.isSafeInteger(nanos);
  if (isWhole && nanos >= 0) return BigInt(nanos);
  throw invalidArg('nanos', nanos, 'nanoseconds since 1970 (a bigint), 0 for now');
}
