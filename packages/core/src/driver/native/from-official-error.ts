import { ResultCode } from '@aeroform/protocol';
import type {
  AerospikeError,
  AerospikeErrorOptions,
  ErrorKey,
} from '../../error/aerospike-error.js';
import { InvalidArgError } from '../../error/argument-error.js';
import { ClientError } from '../../error/client-error.js';
import { ClusterError } from '../../error/cluster-error.js';
import { errorFromResultCode, keyText } from '../../error/from-result-code.js';
import { AerospikeTimeoutError } from '../../error/timeout-error.js';
import type { OfficialError } from './official-module.js';

/** What is known of the cluster. */
export interface ClusterFacts {
  /** Name of the node with this address. */
  nodeAt(address: string): string | undefined;
  namespaces(): readonly string[];
}

/** What is known of a call that failed. */
export interface FailedCall {
  /** The method the application called. */
  readonly verb: string;
  readonly key?: ErrorKey;
  readonly node?: string;
  /** Tells more of nodes and namespaces. */
  readonly cluster?: ClusterFacts;
  /** Whether it may change something: only then it can be in doubt. */
  readonly isWrite: boolean;
}

type Failure = (message: string, options: AerospikeErrorOptions) => AerospikeError;

const cluster =
  (code: string): Failure =>
  (message, options) =>
    new ClusterError(message, { ...options, code });

/** Statuses of the client itself, which no server answers; the codes are those of the wire driver. */
const CLIENT_FAILURES: Readonly<Record<number, Failure>> = {
  [-16]: cluster('BATCH_FAILED'),
  [-15]: cluster('NO_RESPONSE'),
  [-14]: cluster('MAX_ERROR_RATE'),
  [-12]: (message, options) => new AerospikeTimeoutError(message, options),
  [-11]: cluster('NO_MORE_CONNECTIONS'),
  [-10]: cluster('CONNECTION_LOST'),
  [-9]: cluster('CONNECTION_FAILED'),
  [-8]: cluster('NODE_GONE'),
  [-7]: cluster('NO_MORE_CONNECTIONS'),
  [-6]: cluster('CONNECTION_LOST'),
  [-5]: (message, options) => new ClientError(message, { ...options, code: 'ABORTED' }),
  [-4]: cluster('INVALID_HOST'),
  [-2]: (message, options) => new InvalidArgError(message, options),
};

const TIMEOUT = 9;
/** The addon puts the address of the node before what servers answer to reads. */
const ADDRESS = /^(\[?[\w.:%-]+\]?:\d+) /;
/** Parts of the addon's own time-outs, which servers never answer with. */
const CLIENT_TIMEOUT = /timeout: iterations=(\d+).*?(?:lastNode=(\S+))?$/i;

/** The error that the wire driver has for what the official client failed with. */
export function fromOfficialError(error: OfficialError, call: FailedCall): AerospikeError {
  const { code, message } = error;
  const timeout = code === TIMEOUT ? CLIENT_TIMEOUT.exec(message) : null;
  const options = contextOf(error, call, timeout);
  if (timeout !== null) return clientTimeout(call, options);
  if (code > 0) {
    const detail = code === ResultCode.INVALID_NAMESPACE ? knownNamespaces(call) : undefined;
    return errorFromResultCode(code, {
      ...options,
      command: call.verb,
      ...(detail === undefined ? {} : { detail }),
    });
  }
  const fail = CLIENT_FAILURES[code];
  const of = call.key === undefined ? '' : ` of ${keyText(call.key)}`;
  const doubt = options.inDoubt === true ? ' The write was sent and may have happened.' : '';
  const text = `${call.verb}${of}: ${message}.${doubt}`;
  return fail === undefined ? new ClientError(text, options) : fail(text, options);
}

function knownNamespaces({ key, cluster }: FailedCall): string | undefined {
  if (key === undefined || cluster === undefined) return undefined;
  return `"${key[0]}"; the cluster has ${cluster.namespaces().join(', ')}`;
}

function contextOf(
  { message, inDoubt, code }: OfficialError,
  { key, node: asked, cluster, isWrite }: FailedCall,
  timeout: RegExpExecArray | null,
): AerospikeErrorOptions & { inDoubt: boolean } {
  const address = timeout?.[2] ?? ADDRESS.exec(message)?.[1];
  const node = asked ?? (address === undefined ? undefined : (cluster?.nodeAt(address) ?? address));
  return {
    // A server that ran out of time may have written before.
    inDoubt: isWrite && (inDoubt || (code === TIMEOUT && timeout === null)),
    ...(key === undefined ? {} : { key }),
    ...(node === undefined ? {} : { node }),
    ...(timeout?.[1] === undefined ? {} : { attempts: Number(timeout[1]) }),
  };
}

function clientTimeout(
  { verb, key }: FailedCall,
  options: AerospikeErrorOptions,
): AerospikeTimeoutError {
  const of = key === undefined ? '' : ` of ${keyText(key)}`;
  const doubt = options.inDoubt === true ? ' The write was sent and may have happened.' : '';
  return new AerospikeTimeoutError(`${verb}${of} did not end in time.${doubt}`, options);
}
