import { formatInfoError, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { ClientIdentity } from './client-identity.js';
import { Permission, type PermissionName } from './permission.js';
import type { SecuredNode } from './secured-node.js';

/** The parameters of an info command. */
interface Params {
  get(name: string): string | undefined;
}

/** What info commands need; the others need nothing but a login. Source: server 8.1.2, thr_info.c. */
const NEEDED: ReadonlyMap<string, PermissionName> = new Map<string, PermissionName>([
  ['config-set', 'set-config'],
  ['debug-record', 'record-info'],
  ['debug-record-meta', 'record-info'],
  ['dump-cluster', 'logging-ctrl'],
  ['dump-fabric', 'logging-ctrl'],
  ['dump-hb', 'logging-ctrl'],
  ['dump-hlc', 'logging-ctrl'],
  ['dump-migrates', 'logging-ctrl'],
  ['dump-rw', 'logging-ctrl'],
  ['dump-skew', 'logging-ctrl'],
  ['dump-wb-summary', 'logging-ctrl'],
  ['eviction-reset', 'evict-admin'],
  ['jem-stats', 'logging-ctrl'],
  ['log-message', 'logging-ctrl'],
  ['log-set', 'logging-ctrl'],
  ['masking', 'masking-admin'],
  ['query-abort', 'query-admin'],
  ['query-abort-all', 'query-admin'],
  ['quiesce', 'service-ctrl'],
  ['quiesce-undo', 'service-ctrl'],
  ['recluster', 'service-ctrl'],
  ['revive', 'service-ctrl'],
  ['roster-set', 'service-ctrl'],
  ['services-alumni-reset', 'service-ctrl'],
  ['set-config', 'set-config'],
  ['set-log', 'logging-ctrl'],
  ['sindex-create', 'sindex-admin'],
  ['sindex-delete', 'sindex-admin'],
  ['sindex-exists', 'sindex-admin'],
  ['tip', 'service-ctrl'],
  ['tip-clear', 'service-ctrl'],
  ['truncate', 'truncate'],
  ['truncate-namespace', 'truncate'],
  ['truncate-namespace-undo', 'truncate'],
  ['truncate-undo', 'truncate'],
  ['udf-clear-cache', 'udf-admin'],
  ['udf-put', 'udf-admin'],
  ['udf-remove', 'udf-admin'],
  ['xdr-set-filter', 'xdr-set-filter'],
]);

/** The answer to a whole info request of somebody who may not ask; undefined when it may. */
export function refuseInfoRequest(node: SecuredNode, session: ClientIdentity): string | undefined {
  const resultCode = loginCode(node, session);
  if (resultCode === ResultCode.OK) return undefined;
  const text =
    resultCode === ResultCode.NOT_AUTHENTICATED ? 'not authenticated' : UNEXPECTED_RESULT;
  return `${formatInfoError(resultCode, text)}\n`;
}

/** What the server says of codes that it has no text for. */
const UNEXPECTED_RESULT = 'unexpected security result';

function loginCode(node: SecuredNode, session: ClientIdentity): number {
  try {
    node.security?.requireUser(session);
    return ResultCode.OK;
  } catch (error) {
    if (error instanceof CommandError) return error.resultCode;
    throw error;
  }
}

/** The answer to an info command that is not permitted; undefined when it is. */
export function refuseInfoCommand(
  node: SecuredNode,
  session: ClientIdentity,
  name: string,
  params: Params,
): string | undefined {
  const needed = NEEDED.get(name);
  const { user } = session;
  if (node.security === undefined || needed === undefined || user === undefined) return undefined;
  const namespace = params.get('namespace') ?? '';
  const { rights } = node.security.accessOf(user);
  if (rights.permits(Permission[needed], namespace, params.get('set') ?? '')) return undefined;
  const text = `role violation - requires permission '${needed}'`;
  return formatInfoError(ResultCode.ROLE_VIOLATION, text);
}
