import type { AerospikeClient, IndexStatus } from '@aeroform/core';
import { describeSetIndex, describeSindex } from './describe-sindex.js';

/** An index as the server has it. */
export interface ActualSindex {
  readonly name: string;
  readonly namespace: string;
  readonly set: string;
  /** What it is on, as one line. */
  readonly definition: string;
  readonly isSetIndex: boolean;
}

/** A declared index that not all nodes can answer from yet. */
export interface BuildingIndex {
  /** Its name on the server. */
  readonly name: string;
  /** How much is built on the node that is last, in per cent. */
  readonly loadPercent: number;
  /** The nodes that cannot answer yet. */
  readonly nodes: readonly {
    readonly node: string;
    /** `WO` while it is built, `ERROR` when that failed, `missing` when the node does not know it. */
    readonly state: 'WO' | 'ERROR' | 'missing';
    readonly loadPercent: number;
  }[];
}

/** All indexes of a namespace. */
export async function listActual(
  client: AerospikeClient,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<ActualSindex[]> {
  const policy = signal === undefined ? undefined : { signal };
  const [sindexes, setIndexes] = await Promise.all([
    client.indexList(namespace, policy),
    client.indexSetList(namespace, policy),
  ]);
  return [
    ...sindexes.map((sindex) => ({
      name: sindex.name,
      namespace,
      set: sindex.set,
      definition: describeSindex(sindex),
      isSetIndex: false,
    })),
    ...setIndexes.map(({ name, set }) => ({
      name,
      namespace,
      set,
      definition: describeSetIndex({ namespace, set }),
      isSetIndex: true,
    })),
  ];
}

/** Which nodes cannot answer from an index yet; null when all can. */
export async function askBuilding(
  client: AerospikeClient,
  { namespace, name }: Pick<ActualSindex, 'namespace' | 'name'>,
  signal: AbortSignal | undefined,
): Promise<BuildingIndex | null> {
  const policy = signal === undefined ? undefined : { signal };
  const status = await client.indexStatus(namespace, name, policy);
  return buildingOf(status, client.getNodeNames());
}

/** What of the state of an index is not ready; null for nothing. */
export function buildingOf(
  {
    name,
    state,
    loadPercent,
    nodes,
  }: Pick<IndexStatus, 'name' | 'state' | 'loadPercent' | 'nodes'>,
  nodeNames: readonly string[],
): BuildingIndex | null {
  if (state === 'RW') return null;
  const known = new Set(nodes.map(({ nodeName }) => nodeName));
  return {
    name,
    loadPercent,
    nodes: [
      ...nodes.flatMap((node) =>
        node.state === 'RW'
          ? []
          : [{ node: node.nodeName, state: node.state, loadPercent: node.loadPercent }],
      ),
      ...nodeNames
        .filter((node) => !known.has(node))
        .map((node) => ({ node, state: 'missing' as const, loadPercent: 0 })),
    ],
  };
}
