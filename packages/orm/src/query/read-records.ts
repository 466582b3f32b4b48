import { type AerospikeRecord, partitionFilterByRange } from '@aeroform/core';
import { eitherSignal } from '../context/call-policy.js';
import { disjointParts } from './partition-parts.js';
import { type PreparedQuery, preparedQueries, type ReadRequest } from './core-query.js';
import { mergeStreams, type StreamSource } from './merge-streams.js';
import { readKeys } from './read-keys.js';

/** Records that have arrived together. */
export type RecordBlock = readonly AerospikeRecord[];

/** The records of a plan, each once, as they arrive. Leaving the iteration ends it on the servers. */
export function readRecords(request: ReadRequest): AsyncGenerator<RecordBlock, void> {
  const { plan } = request;
  if (plan.access === 'none') return nothing();
  if (plan.access === 'keys') return readKeys(request, plan.ids, plan.residual);
  const blocks = readQueries(preparedQueries(request), request.parallel);
  const mayRepeat =
    plan.access === 'sindex' &&
    (plan.queries.length > 1 || plan.queries.some(({ repeats }) => repeats));
  return mayRepeat ? eachOnce(blocks) : blocks;
}

async function* nothing(): AsyncGenerator<RecordBlock, void> {}

/** Queries one after the other, or several at a time; a single one in parts of the partitions. */
function readQueries(
  queries: readonly PreparedQuery[],
  parallel: number,
): AsyncGenerator<RecordBlock, void> {
  const [first] = queries;
  if (first === undefined) return nothing();
  if (queries.length > 1) return mergeStreams(queries.map(streamOf), parallel);
  if (parallel === 1) return first.query.blocks(first.policy);
  const parts = disjointParts(parallel).map(({ begin, count }) => ({
    ...first,
    query: first.query.partitions(partitionFilterByRange(begin, count)),
  }));
  return mergeStreams(parts.map(streamOf), parallel);
}

function streamOf({ query, policy }: PreparedQuery): StreamSource<RecordBlock> {
  return (leaving) => {
    const signal = eitherSignal(policy.signal, leaving);
    return query.blocks(signal === undefined ? policy : { ...policy, signal });
  };
}

async function* eachOnce(
  blocks: AsyncGenerator<RecordBlock, void>,
): AsyncGenerator<RecordBlock, void> {
  const seen = new Set<string>();
  for await (const block of blocks) {
    const fresh = block.filter(({ key }) => {
      const before = seen.size;
      return seen.add(key[3].toString('latin1')).size > before;
    });
    if (fresh.length > 0) yield fresh;
  }
}
