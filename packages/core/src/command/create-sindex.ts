import { encodeContext } from '../cdt/write-context.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkNamespace, checkSet } from '../key/resolve-key.js';
import type { IndexCollectionName, IndexPolicy } from '../sindex/index-policy.js';
import { checkBinName } from '../value/bin-name.js';
import { infoRandomNode } from './info.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';
import { waitForSindex } from './wait-for-sindex.js';

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

const POLICY_FIELDS: ReadonlySet<string> = new Set(['timeout', 'signal', 'collection', 'context']);

/** Creates a secondary index, and waits until all nodes have built it. */
export async function createSindex(
  session: Session,
  type: SindexTypeName,
  [namespace, set, bin, indexName, policy = {}]: IndexArguments,
): Promise<void> {
  checkPolicy(policy);
  const { collection, context, ...adminPolicy } = policy;
  checkInfoParameter(checkNamespace(namespace), 'namespace');
  checkInfoParameter(checkSet(set), 'set');
  checkInfoParameter(checkBinName(bin), 'bin');
  checkIndexName(indexName);
  const parts = [`namespace=${namespace}`, `set=${set}`, `indexname=${indexName}`];
  if (context !== undefined) parts.push(`context=${encodeContext(context).toString('base64')}`);
  if (collection !== undefined) parts.push(`indextype=${collectionWord(collection)}`);
  parts.push(`bin=${bin}`, `type=${type}`);
  await infoRandomNode(session, `sindex-create:${parts.join(';')}`, adminPolicy);
  await waitForSindex(session, { namespace, indexName, until: 'readable' }, adminPolicy);
}

/** @throws {InvalidArgError} unless it is a name that info commands can carry. */
export function checkIndexName(indexName: string): string {
  if (typeof indexName !== 'string' || indexName === '') {
    throw invalidArg('indexName', indexName, 'the name of an index');
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
