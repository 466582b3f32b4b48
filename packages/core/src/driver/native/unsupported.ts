import { UnsupportedByDriverError } from '../../error/unsupported-by-driver-error.js';

/** Something that the native driver does not do as the wire driver does it. */
export interface Limitation {
  /** What it is, as a phrase: `feature` of the error. */
  readonly feature: string;
  /** What of npm `aerospike` is the reason. */
  readonly why: string;
  /** What to use instead. */
  readonly alternative: string;
  /** False when it is no error: the call works, and differs as `why` tells. */
  readonly isRefused?: boolean;
}

const WIRE = "driver: 'wire'";

/**
 * Everything that the native driver cannot do. What is refused is refused before anything is sent;
 * the table in `docs/core/drivers.md` is made of this.
 */
export const LIMITATIONS = {
  tls: {
    feature: 'config.tls',
    why: 'the official client reads certificates from files only',
    alternative: WIRE,
  },
  ipMap: {
    feature: 'config.ipMap',
    why: 'the official client does not offer it',
    alternative: `config.useServicesAlternate with alternate-access-address of the servers, or ${WIRE}`,
  },
  pipelining: {
    feature: 'config.pipelinesPerNode and config.pipelineDepth',
    why: 'the official client uses a connection for each command under way',
    alternative: `config.maxConnsPerNode, or ${WIRE}`,
  },
  sleepBetweenRetries: {
    feature: 'policy.sleepBetweenRetries above 0',
    why: 'asynchronous commands of the official client are repeated at once',
    alternative: `sleepBetweenRetries: 0, or ${WIRE}`,
  },
  transaction: {
    feature: 'transactions (policy.txn)',
    why: 'the official client keeps the state of a transaction to itself',
    alternative: WIRE,
  },
  onLockingOnly: {
    feature: 'policy.onLockingOnly',
    why: 'the official client does not offer it for operations',
    alternative: WIRE,
  },
  textWithNul: {
    feature: 'text with U+0000',
    why: 'the official client ends text there, and would store the rest of it nowhere',
    alternative: `bytes (Buffer.from(text)), or ${WIRE}`,
  },
  severalResultsOfBin: {
    feature: 'several operations of one call whose results are of the same bin',
    why: 'the official client answers one value for each bin',
    alternative: `a call for each of them, or ${WIRE}`,
  },
  bigintIncrement: {
    feature: 'increments by integers outside ±(2^53 − 1)',
    why: 'the official client takes numbers only',
    alternative: `expWrite with exp.numAdd, or ${WIRE}`,
  },
  maxConcurrentNodes: {
    feature: 'policy.maxConcurrentNodes above 0 of queries',
    why: 'the official client asks all nodes at the same time',
    alternative: `maxConcurrentNodes: 0, or ${WIRE}`,
  },
  randomReplicaOfQuery: {
    feature: 'POLICY_REPLICA_RANDOM of queries',
    why: 'the official client refuses it',
    alternative: `POLICY_REPLICA_SEQUENCE, or ${WIRE}`,
  },
  partsOfBytesQuery: {
    feature:
      'pages, limits and projections of queries for bytes, or for text of more than 4,095 bytes',
    why: 'the official client crashes when it reads such a query that it has saved',
    alternative: WIRE,
  },
  longIndexExpression: {
    feature: 'queries on an indexed expression of more than 4,095 bytes',
    why: 'the official client does not read such a query that it has saved',
    alternative: `where() with indexName, or ${WIRE}`,
  },
  backPressure: {
    feature: 'sockets that pause for a slow reader',
    why:
      'the official client does not pause; it is asked for four times policy.recordQueueSize ' +
      'records at a time, so that up to five times as many may be in memory, and for bytes all',
    alternative: `a smaller recordQueueSize, or ${WIRE}`,
    isRefused: false,
  },
  endOfQuery: {
    feature: 'ends of queries by the consumer or a signal that reach the servers at once',
    why: 'what is under way, four times policy.recordQueueSize records at most, still comes in unseen',
    alternative: `a smaller recordQueueSize, or ${WIRE}`,
    isRefused: false,
  },
  comparisonValue: {
    feature:
      'CDT_INFINITY and CDT_WILDCARD inside values that list and map operations compare with',
    why: 'the official client has no such values',
    alternative: `null for a bound at the end, or ${WIRE}`,
  },
  bitScanAndCount: {
    feature: 'bitLscan and bitCount',
    why: 'the official client sends bitRscan for the one, and has not the other',
    alternative: `expRead with exp.bitLscan or exp.bitCount, or ${WIRE}`,
  },
  wideBitArgument: {
    feature: 'integers outside ±(2^53 − 1) and offsets outside 32 bits in bit operations',
    why: 'the official client takes numbers only, and offsets of 32 bits',
    alternative: WIRE,
  },
  widePosition: {
    feature: 'indexes and ranks outside 32 bits in contexts',
    why: 'the official client cuts them',
    alternative: WIRE,
  },
  firstByValue: {
    feature: 'operations on the first element with a value only',
    why: 'the official client has them not',
    alternative: WIRE,
  },
  createdContext: {
    feature: 'contexts that create a list or map anywhere but at a list index or map key',
    why: 'the official client drops such steps',
    alternative: WIRE,
  },
  pathOperation: {
    feature: 'selectByPath and modifyByPath',
    why: 'the official client takes no compiled expressions in paths',
    alternative: `expRead or expWrite with exp.selectByPath or exp.modifyByPath, or ${WIRE}`,
  },
  longInfoCommand: {
    feature: 'info commands of more than 255 bytes',
    why: 'the official client cuts them; modules are registered by its method for that',
    alternative: WIRE,
  },
  otherAdminCommand: {
    feature: 'other commands of the security protocol',
    why: 'the official client sends only those that it has methods for',
    alternative: WIRE,
  },
  adminBlocks: {
    feature: 'management of users and roles without standing still',
    why:
      'the official client holds the JavaScript thread until a server has answered, and takes a ' +
      'timeout of 0 for 60 seconds',
    alternative: WIRE,
    isRefused: false,
  },
  sequentialBatch: {
    feature: 'BATCH_CONCURRENCY_SEQUENTIAL',
    why: 'the official client asks all nodes at the same time',
    alternative: `BATCH_CONCURRENCY_PARALLEL, or ${WIRE}`,
  },
  generationOfRow: {
    feature:
      'rows of a batch that write and expect a generation, or whose operations on one bin have several ' +
      'results, in one request',
    why: 'the official client has no place for the generation, nor for the results; each goes as a command of its own',
    alternative: WIRE,
    isRefused: false,
  },
  partOfBatch: {
    feature: 'answers of some rows of a batch when the request for others fails',
    why:
      'the official client drops all answers of a call when one node fails; rows go in calls of ' +
      '2,000, and those that write are in doubt then',
    alternative: WIRE,
    isRefused: false,
  },
  reasonOfRow: {
    feature:
      'the complaint of a user-defined function, and the node, in the error of a row of a batch',
    why: 'the official client tells neither',
    alternative: `apply() on one record, or ${WIRE}`,
    isRefused: false,
  },
  aggregate: {
    feature: 'aggregate()',
    why: 'the official client runs the module itself and reduces what the nodes send to one value',
    alternative: WIRE,
  },
  recordsPerSecondOfJob: {
    feature: 'recordsPerSecond() of background jobs',
    why: 'the official client does not send it',
    alternative: `the server's background-query-max-rps, or ${WIRE}`,
  },
  bigintInOptions: {
    feature: 'background jobs on an index, with bounds that are not exact as numbers',
    why: 'the official client takes numbers only',
    alternative: WIRE,
  },
  longFunctionName: {
    feature: 'background jobs whose module or function has a name of more than 63 bytes',
    why: 'the official client cuts it, or writes past its memory',
    alternative: `a shorter name, or ${WIRE}`,
  },
  applyConditions: {
    feature: 'generations and POLICY_EXISTS_… for functions',
    why: 'the official client sends neither with functions',
    alternative: `policy.filterExpression, or ${WIRE}`,
  },
  orderedBins: {
    feature:
      'orderedBins of operate(), and bins of operate() and of rows of a batch, when several operations ' +
      'have results of one bin',
    why:
      'the official client answers one value for each bin: orderedBins is null, and bins has what the ' +
      'last of them answered, which may be nothing',
    alternative: `a call for each operation, or ${WIRE}`,
    isRefused: false,
  },
  cutText: {
    feature: 'the part of stored text from U+0000 on',
    why: 'the official client ends text there when it reads, too',
    alternative: `bytes, or ${WIRE}`,
    isRefused: false,
  },
  looksOfResults: {
    feature: 'exact types of what operations, functions and project() answer',
    why:
      'the official client does not tell GeoJSON from text, nor integer keys of maps from text; records ' +
      'of get(), select(), batchRead() and queries are read once more where that counts',
    alternative: `a read of the record, or ${WIRE}`,
    isRefused: false,
  },
  bytesAsKeys: {
    feature: 'keys of maps that are bytes',
    why: 'the official client makes text of them when it reads, which is noticed when it is no UTF-8',
    alternative: `text keys, or ${WIRE}`,
    isRefused: false,
  },
  retryEvents: {
    feature: 'events, logs and counts of retries',
    why: 'the official client repeats commands itself and tells nobody',
    alternative: WIRE,
    isRefused: false,
  },
  userAgent: {
    feature: 'the name aeroform in what servers tell of their clients (user-agents)',
    why: 'the official client introduces itself as nodejs, with config.applicationId',
    alternative: WIRE,
    isRefused: false,
  },
  stageMetrics: {
    feature: 'times of the stages of commands (internalStageProfiling)',
    why: 'the official client does not tell when it does what',
    alternative: WIRE,
    isRefused: false,
  },
  longRequest: {
    feature: 'InvalidArgError for requests that are longer than servers take',
    why: 'the official client sends them, and the server ends the connection',
    alternative: WIRE,
    isRefused: false,
  },
  smallCompressed: {
    feature: 'the refusal of policy.compress by the Community Edition',
    why: 'the official client never compresses requests of up to 128 bytes, and does not tell why others fail',
    alternative: WIRE,
    isRefused: false,
  },
} as const satisfies Readonly<Record<string, Limitation>>;

export type LimitationName = keyof typeof LIMITATIONS;

/**
 * The error for what the driver cannot do.
 *
 * @param place - where it was asked for, e.g. `ops[2]`.
 */
export function unsupported(name: LimitationName, place?: string): UnsupportedByDriverError {
  const { feature, why, alternative } = LIMITATIONS[name];
  const at = place === undefined ? '' : `${place}: `;
  return new UnsupportedByDriverError(
    `${at}driver: 'native' has no ${feature}: ${why}. Use ${alternative}.`,
    { feature, alternative, remedy: `use ${alternative}` },
  );
}
