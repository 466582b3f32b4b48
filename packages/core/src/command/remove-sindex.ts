import type { IndexWaitPolicy } from '../sindex/index-policy.js';
import { checkIndexName } from './create-sindex.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import type { Session } from './session.js';
import { splitWaitPolicy, waitForSindex } from './wait-for-sindex.js';

/** Removes a secondary index, and waits until no node has it. */
export async function removeSindex(
  session: Session,
  namespace: string,
  indexName: string,
  policy?: IndexWaitPolicy,
): Promise<void> {
  checkIndexName(indexName);
  checkInfoNamespace(session, namespace);
  const command = `sindex-delete:namespace=${namespace};indexname=${indexName}`;
  const [waitTimeout, adminPolicy] = splitWaitPolicy(policy);
  await infoRandomNode(session, command, adminPolicy, ['indexes']);
  const wait = { namespace, indexName, until: 'gone', waitTimeout } as const;
  await waitForSindex(session, wait, adminPolicy);
}
