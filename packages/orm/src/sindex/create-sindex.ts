import {
  type AerospikeClient,
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  type IndexPolicy,
  type IndexType,
  type IndexWaitPolicy,
} from '@aeroform/core';
import { toCdtContext } from '../context/cdt-context.js';
import type { SindexCollection, SindexType } from '../metadata/index-metadata.js';
import type { DeclaredBinSindex, DeclaredSindex } from './declared-sindex.js';

type Creator = (
  client: AerospikeClient,
  sindex: DeclaredBinSindex,
  policy: IndexPolicy,
) => Promise<void>;

const creators: Readonly<Record<SindexType, Creator>> = {
  numeric: (client, { namespace, set, binName, name }, policy) =>
    client.indexIntegerCreate(namespace, set, binName, name, policy),
  string: (client, { namespace, set, binName, name }, policy) =>
    client.indexStringCreate(namespace, set, binName, name, policy),
  geo2dsphere: (client, { namespace, set, binName, name }, policy) =>
    client.indexGeo2dsphereCreate(namespace, set, binName, name, policy),
  blob: (client, { namespace, set, binName, name }, policy) =>
    client.indexBlobCreate(namespace, set, binName, name, policy),
};

const coreTypes: Readonly<Record<SindexType, IndexType>> = {
  numeric: INDEX_NUMERIC,
  string: INDEX_STRING,
  geo2dsphere: INDEX_GEO2DSPHERE,
  blob: INDEX_BLOB,
};

/** Creates a declared index and waits until it is readable on all nodes. */
export async function createSindex(
  client: AerospikeClient,
  sindex: DeclaredSindex,
  policy: IndexWaitPolicy,
): Promise<void> {
  const { namespace, set, name } = sindex;
  if (sindex.kind === 'set') return client.indexSetCreate(namespace, set, name, policy);
  if (sindex.kind === 'expression') {
    const { expression, type } = sindex;
    const own = { ...policy, ...collectionOf(sindex) };
    return client.indexExpressionCreate(namespace, set, expression, coreTypes[type], name, own);
  }
  const { steps, type } = sindex;
  return creators[type](client, sindex, {
    ...policy,
    ...collectionOf(sindex),
    ...(steps.length === 0 ? {} : { context: toCdtContext(steps) }),
  });
}

function collectionOf({ collection }: { readonly collection: SindexCollection }): {
  readonly collection?: Exclude<SindexCollection, 'default'>;
} {
  return collection === 'default' ? {} : { collection };
}
