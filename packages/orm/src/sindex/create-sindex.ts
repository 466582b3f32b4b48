import type { AerospikeClient, IndexPolicy } from '@aeroform/core';
import { toCdtContext } from '../context/cdt-context.js';
import type { SindexType } from '../metadata/index-metadata.js';
import type { DeclaredSindex } from './declared-sindex.js';

type Creator = (
  client: AerospikeClient,
  sindex: DeclaredSindex,
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

/** Creates a declared index and waits until it is readable. */
export async function createSindex(
  client: AerospikeClient,
  sindex: DeclaredSindex,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { collection, steps, type } = sindex;
  await creators[type](client, sindex, {
    ...(collection === 'default' ? {} : { collection }),
    ...(steps.length === 0 ? {} : { context: toCdtContext(steps) }),
    ...(signal === undefined ? {} : { signal }),
  });
}
