import { AerospikeTimeoutError } from '../../../error/timeout-error.js';
import type { AerospikeRecord } from '../../../record/record.js';
import type { PartitionPosition, QueryCommand } from '../../driver.js';
import type { NativeConnection } from '../connection/native-connection.js';
import { CONNECTION_PAUSE, NO_CONNECTION } from '../connection/no-connection.js';
import { officialQueryPolicy } from '../official-policy.js';
import { manyCommands, type OfficialQueryState, type RecordListener } from '../official-many.js';
import type { OfficialError, OfficialMeta, OfficialPolicy } from '../official-module.js';
import { isUndecodable } from '../record/is-undecodable.js';
import { convertRecord, fromOfficialRecord } from './from-official-record.js';
import { officialQueryFailure } from './official-query-failure.js';
import { encodePageState, readPositions } from './page-state.js';
import type { PartitionSlice } from './partition-progress.js';
import { isSavable, toOfficialQuery } from './to-official-query.js';

/** One request: some partitions, and how many records of them may come. */
export interface SliceRequest {
  readonly command: QueryCommand;
  readonly slice: PartitionSlice;
  readonly limit: number;
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  /** Lists and maps are to come as bytes: the addon gave up on some. */
  readonly isRaw: boolean;
}

/** The addon gave up on a map that it cannot hold, or had no connection to give. */
export type Obstacle = 'undecodable' | 'noConnection';

/** What came of a request. */
export interface SliceAnswer {
  readonly received: number;
  /** Whether all partitions have been read to their end. */
  readonly isDone: boolean;
  /** How far they have been read, as far as the official client tells. */
  readonly positions: readonly PartitionPosition[];
  /** Why the slice must be asked for again. */
  readonly obstacle: Obstacle | null;
}

/**
 * Asks for the records of a slice.
 *
 * @throws the failure of the query; {AerospikeTimeoutError} when its time is over.
 */
export function askSlice(
  connection: NativeConnection,
  request: SliceRequest,
  onRecord: (record: AerospikeRecord, isExact: boolean) => void,
): Promise<SliceAnswer> {
  const { command, isRaw } = request;
  const asked = new Promise<SliceAnswer>((resolve, reject) => {
    let received = 0;
    send(connection, request, (error, bins, meta, key) => {
      if (error) {
        const obstacle = obstacleOf(error, request);
        if (obstacle === null) reject(officialQueryFailure(connection, command, error));
        else resolve({ received, isDone: false, positions: [], obstacle });
      } else if (bins && key) {
        received++;
        // What is thrown here would end the process.
        try {
          const isExact = convertRecord(bins, isRaw);
          onRecord(fromOfficialRecord(key, bins, meta as OfficialMeta), isExact);
        } catch (failure) {
          reject(failure as Error);
        }
      } else {
        resolve(answerOf(connection, request, received, meta as OfficialQueryState | undefined));
      }
    });
  });
  return connection.during(asked);
}

function obstacleOf(
  error: OfficialError,
  { command, isRaw, deadline }: SliceRequest,
): Obstacle | null {
  // The results of operations cannot be read from the record instead.
  if (isUndecodable(error) && !isRaw && command.operations.length === 0) return 'undecodable';
  const isInTime = performance.now() + CONNECTION_PAUSE < deadline;
  return error.code === NO_CONNECTION && isInTime ? 'noConnection' : null;
}

function send(
  connection: NativeConnection,
  { command, slice, limit, deadline, isRaw }: SliceRequest,
  listener: RecordListener,
): void {
  const { namespace, set } = command;
  const policy = { ...policyUntil(command.policy, deadline), deserialize: !isRaw };
  const partFilter = { begin: slice.begin, count: slice.count };
  const commands = manyCommands(connection.client);
  if (isPlain(command, slice)) {
    const maxRecords = isSavable(command) ? limit : 0;
    const query = {
      ...toOfficialQuery(connection.official, command),
      maxRecords,
      pfEnabled: true,
      partFilter,
    };
    commands.queryAsync(namespace, set, query, policy, listener);
    return;
  }
  const bytes = encodePageState(command, slice.positions);
  const state = { bytes: [...bytes], bytesSize: bytes.length };
  const query = { pfEnabled: true, partFilter };
  commands.queryPages(namespace, set, query, policy, state, limit, null, listener);
}

/** @throws {AerospikeTimeoutError} when nothing is left of the time for the whole query. */
function policyUntil(policy: QueryCommand['policy'], deadline: number): OfficialPolicy {
  const official = officialQueryPolicy(policy);
  if (deadline === Infinity) return official;
  const totalTimeout = Math.ceil(deadline - performance.now());
  if (totalTimeout > 0) return { ...official, totalTimeout };
  throw new AerospikeTimeoutError('The query did not end in time.');
}

/** Whether the options of the official client can say it; only these tell the servers of the limit. */
function isPlain(command: QueryCommand, slice: PartitionSlice): boolean {
  const { predicate, operations, policy } = command;
  const isScan = predicate === null && operations.length === 0 && policy.recordsPerSecond === 0;
  return (isScan && slice.positions === null) || !isSavable(command);
}

function answerOf(
  { client }: NativeConnection,
  { command, slice, limit }: SliceRequest,
  received: number,
  state: OfficialQueryState | undefined,
): SliceAnswer {
  if (!isPlain(command, slice)) {
    const positions = state === undefined ? [] : readPositions(Buffer.from(state.bytes));
    return { received, isDone: state === undefined, positions, obstacle: null };
  }
  // Each node has its share of the limit, and may have more records when it has sent that many.
  const share = Math.floor(limit / Math.max(1, client.getNodes().length));
  const isDone = !isSavable(command) || received === 0 || received < share;
  return { received, isDone, positions: [], obstacle: null };
}
