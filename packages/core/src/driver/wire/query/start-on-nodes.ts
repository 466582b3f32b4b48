import { Info3, ProtoType, ResultCode, WireError } from '@aeroform/protocol';
import type { BackgroundCommand } from '../../driver.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { packRequest } from '../compression/deflate-request.js';
import type { Cluster } from '../cluster/cluster.js';
import { onNode } from '../cluster/on-node.js';
import { unknownNamespace } from '../cluster/route-key.js';
import { doubtful } from '../failure.js';
import { Exchange, type AnswerReader as FrameConsumer, type Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { encodeBackground } from './encode-job.js';
import { queryFailure } from '../../query-failure.js';

const reader = new AnswerReader();

/**
 * Starts a background job on all nodes at once.
 *
 * @throws what the first node said that refused; in doubt when the job may run on others.
 */
export async function startOnNodes(
  cluster: Cluster,
  wheel: TimingWheel,
  command: BackgroundCommand,
): Promise<void> {
  const { namespace, policy } = command;
  if (!cluster.partitions.has(namespace)) throw unknownNamespace(cluster, namespace);
  const { totalTimeout, socketTimeout, signal, timeoutDelay } = policy;
  const deadline = totalTimeout > 0 ? monotonicNow() + totalTimeout : Infinity;
  const limits: Limits = { deadline, socketTimeout, signal, timeoutDelay, isChange: true };
  const write = await packRequest((writer) => encodeBackground(writer, command), policy.compress);
  const { nodes } = cluster;
  const started = await Promise.allSettled(
    nodes.map((node) =>
      onNode(node, wheel, limits, ({ connection }) => {
        const exchange = new Exchange(wheel, connection, node.name, limits);
        return exchange.run(write, new Acceptance(command, node.name));
      }),
    ),
  );
  const failures = started.flatMap((each) =>
    each.status === 'rejected' ? [each.reason as AerospikeError] : [],
  );
  const [failure] = failures;
  if (failure === undefined) return;
  const running = nodes.length - failures.length;
  if (running === 0 && failures.every(({ inDoubt }) => !inDoubt)) throw failure;
  throw doubtful(failure, `The job was taken by ${running} of ${nodes.length} nodes`);
}

/** The one message with which a node takes or refuses a job. */
class Acceptance implements FrameConsumer {
  readonly #command: BackgroundCommand;
  readonly #node: string;

  constructor(command: BackgroundCommand, node: string) {
    this.#command = command;
    this.#node = node;
  }

  readFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    reader.open(buffer, start, end);
    const resultCode = reader.beginMessage();
    // A node that has no record of the set has nothing to do.
    if (resultCode === ResultCode.RECORD_NOT_FOUND) return true;
    if (resultCode !== ResultCode.OK) throw queryFailure(this.#command, resultCode, this.#node);
    return (reader.info3 & Info3.last) !== 0;
  }
}
