import { invalidArg } from '../error/argument-error.js';
import { toBase64 } from '../expression/base64.js';
import { checkExpression, type Expression } from '../expression/expression.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';

/** What XDR ships of a namespace to a data centre. */
export interface XdrFilter {
  readonly dc: string;
  readonly namespace: string;
  /** Null for everything. */
  readonly expression: Expression<'bool'> | null;
}

/** Sets which records XDR ships. */
export async function setXdrFilter(
  session: Session,
  { dc, namespace, expression }: XdrFilter,
  policy?: AdminPolicy,
): Promise<void> {
  if (typeof dc !== 'string' || dc === '') throw invalidArg('dc', dc, 'the name of a data centre');
  checkInfoParameter(dc, 'dc');
  const filter = expression === null ? 'null' : toBase64(checkExpression(expression, 'expression'));
  checkInfoNamespace(session, namespace);
  const command = `xdr-set-filter:dc=${dc};namespace=${namespace};exp=${filter}`;
  await infoRandomNode(session, command, policy, ['xdrFilters']);
}
