import { createHash } from 'node:crypto';
import { PARTITION_COUNT } from '@aeroform/protocol';

/** A node as far as its place in the succession lists is concerned. */
export interface RankedNode {
  readonly id: string;
  /** Nodes of one rack share a fate: replicas of a partition go to different racks, if there are any. */
  readonly rackId: number;
}

/** The succession lists of each partition, as indexes of nodes. */
export type SuccessionLists = readonly (readonly number[])[];

/** Lists of so many sets of nodes are remembered. */
const CACHE_SIZE = 8;

/** Remembers lists: nodes that leave often come back. */
export class SuccessionCache {
  readonly #lists = new Map<string, SuccessionLists>();

  /** As {@link successionLists}. */
  lists(nodes: readonly RankedNode[], factor: number): SuccessionLists {
    const key = JSON.stringify([factor, ...nodes.flatMap(({ id, rackId }) => [id, rackId])]);
    let lists = this.#lists.get(key);
    if (lists === undefined) {
      lists = successionLists(nodes, factor);
      if (this.#lists.size >= CACHE_SIZE) this.#lists.clear();
      this.#lists.set(key, lists);
    }
    return lists;
  }
}

/**
 * The succession list of each partition: the nodes in the order in which they come into question for
 * it, as indexes into `nodes`. The first is its master, the first `factor` are its replicas.
 *
 * As in the server, each partition shuffles the nodes by a hash of both, so that few partitions move
 * when a node comes or goes. The first places are then dealt evenly: each node is master of as many
 * partitions as any other, give or take one (the server does so under `prefer-uniform-balance`).
 *
 * @param factor - replicas of each partition, at most as many as there are nodes.
 */
export function successionLists(nodes: readonly RankedNode[], factor: number): SuccessionLists {
  const hashes = nodes.map(({ id }) => createHash('sha256').update(id).digest().readUInt32LE(0));
  const claims = Array.from({ length: factor }, () => new ColumnClaims(nodes.length));
  return Array.from({ length: PARTITION_COUNT }, (_, id) => {
    const scores = hashes.map((hash) => mix(hash ^ mix(id + 1)));
    const shuffled = scores.map((_score, index) => index);
    shuffled.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
    return dealReplicas(nodes, shuffled, claims);
  });
}

/** Moves the nodes that become replicas to the front. */
function dealReplicas(
  nodes: readonly RankedNode[],
  shuffled: readonly number[],
  claims: readonly ColumnClaims[],
): readonly number[] {
  const rest = [...shuffled];
  const racks = new Set<number>();
  const dealt: number[] = [];
  for (const column of claims) {
    const otherRacks = rest.filter((index) => !racks.has((nodes[index] as RankedNode).rackId));
    const chosen = column.claim(otherRacks.length > 0 ? otherRacks : rest);
    rest.splice(rest.indexOf(chosen), 1);
    racks.add((nodes[chosen] as RankedNode).rackId);
    dealt.push(chosen);
  }
  return [...dealt, ...rest];
}

/** How many partitions each node has in one column: as master, as first replica and so on. */
class ColumnClaims {
  readonly #counts: number[];
  readonly #share: number;
  /** Nodes that may have one more than their share. */
  #extra: number;

  constructor(nodeCount: number) {
    this.#counts = new Array<number>(nodeCount).fill(0);
    this.#share = Math.floor(PARTITION_COUNT / nodeCount);
    this.#extra = PARTITION_COUNT % nodeCount;
  }

  /** The first candidate that has room, otherwise the one that has least. */
  claim(candidates: readonly number[]): number {
    const counts = this.#counts;
    const limit = this.#share + (this.#extra > 0 ? 1 : 0);
    let chosen = candidates[0] as number;
    for (const candidate of candidates) {
      if ((counts[candidate] as number) < limit) {
        chosen = candidate;
        break;
      }
      if ((counts[candidate] as number) < (counts[chosen] as number)) chosen = candidate;
    }
    const count = ((counts[chosen] as number) += 1);
    if (count > this.#share) this.#extra--;
    return chosen;
  }
}

/** Spreads the bits of a 32-bit integer (the finalizer of MurmurHash3, public domain). */
function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
