import { utf8Length } from '@aeroform/protocol';
import { encodeContext } from '../cdt/write-context.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkSet } from '../key/resolve-key.js';
import type { IndexCollectionName, IndexPolicy } from '../sindex/index-policy.js';
import { checkBinName } from '../value/bin-name.js';
import { infoRandomNode } from './info.js';
import { checkInfoNamespace } from './info-namespace.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';
import { splitWaitPolicy, waitForSindex } from './wait-for-sindex.js';

/** What to index, and how. */
export type IndexArguments = [
  namespace: string,
  set: string,
  bin: string,
  indexName: string,
  policy?: IndexPolicy,
];

/** Type of an index as the server names it. */
export type SindexTypeName = 'NUMERIC' | 'STRING' | 'GEO2DSPHERE' | 'BLOB';

const COLLECTIONS: Readonly<Record<IndexCollectionName, string>> = {
  list: 'LIST',
  mapKeys: 'MAPKEYS',
  mapValues: 'MAPVALUES',
};

const POLICY_FIELDS: ReadonlySet<string> = new Set([
  'timeout',
  'signal',
  'waitTimeout',
  'collection',
  'context',
]);

/** Creates a secondary index, and waits until all nodes have built it. */
export async function createSindex(
  session: Session,
  type: SindexTypeName,
  [namespace, set, bin, indexName, policy = {}]: IndexArguments,
): Promise<void> {
  checkPolicy(policy);
  const { collection, context, ...waitPolicy } = policy;
  const [waitTimeout, adminPolicy] = splitWaitPolicy(waitPolicy);
  checkInfoParameter(checkSet(set), 'set');
  checkInfoParameter(checkBinName(bin), 'bin');
  checkIndexName(indexName);
  checkInfoNamespace(session, namespace);
  const parts = [`namespace=${namespace}`, `set=${set}`, `indexname=${indexName}`];
  if (context !== undefined) parts.push(`context=${encodeContext(context).toString('base64')}`);
  if (collection !== undefined) parts.push(`indextype=${collectionWord(collection)}`);
  parts.push(`bin=${bin}`, `type=${type}`);
  await infoRandomNode(session, `sindex-create:${parts.join(';')}`, adminPolicy);
  const wait = { namespace, indexName, until: 'readable', waitTimeout } as const;
  await waitForSindex(session, wait, adminPolicy);
}

/** Longest name of an index in bytes of UTF-8. */
const MAX_INDEX_NAME_BYTES = 63;

/** @throws {InvalidArgError} unless it is a name of at most 63 bytes that info commands can carry. */
export function checkIndexName(indexName: string): string {
  if (typeof indexName !== 'string' || indexName === '') {
    throw invalidArg('indexName', indexName, 'the name of an index');
  }
  const size = utf8Length(indexName);
  if (size > MAX_INDEX_NAME_BYTES) {
    const allowed = `a name of at most ${MAX_INDEX_NAME_BYTES} bytes, not ${size}`;
    throw invalidArg('indexName', indexName, allowed);
  }
  return checkInfoParameter(indexName, 'indexName');
}

function collectionWord(collection: IndexCollectionName): string {
  if (Object.hasOwn(COLLECTIONS, collection)) return COLLECTIONS[collection];
  throw invalidArg(
    'policy.collection',
    collection,
    `one of ${Object.keys(COLLECTIONS).join(', ')}`,
  );
}

function checkPolicy(policy: IndexPolicy): void {
  if (typeof policy !== 'object' || policy === null) {
    throw invalidArg('policy', policy, 'an object with policy fields');
  }
  const unknown = Object.keys(policy).find((field) => !POLICY_FIELDS.has(field));
  if (unknown === undefined) return;
  const argument = `policy.${unknown}`;
  const known = [...POLICY_FIELDS].join(', ');
  throw new InvalidArgError(`${argument} is no field of this policy; there are ${known}`, {
    argument,
  });
}
