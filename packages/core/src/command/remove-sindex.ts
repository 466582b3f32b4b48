import { checkNamespace } from '../key/resolve-key.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { checkIndexName } from './create-sindex.js';
import { infoRandomNode } from './info.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';
import { waitForSindex } from './wait-for-sindex.js';

/** Removes a secondary index, and waits until no node has it. */
export async function removeSindex(
  session: Session,
  namespace: string,
  indexName: string,
  policy: AdminPolicy = {},
): Promise<void> {
  checkInfoParameter(checkNamespace(namespace), 'namespace');
  checkIndexName(indexName);
  const command = `sindex-delete:namespace=${namespace};indexname=${indexName}`;
  await infoRandomNode(session, command, policy);
  await waitForSindex(session, { namespace, indexName, until: 'gone' }, policy);
}
