import { randomBytes } from 'node:crypto';
import { Info3, ProtoType, ResultCode, WireError } from '@aeroform/protocol';
import { UDFError } from '../../../error/udf-error.js';
import { udfFailureText } from '../../../udf/udf-call.js';
import type { BinValue } from '../../../value/bin-value.js';
import type { AggregateCommand } from '../../driver.js';
import { AnswerReader } from '../answer/answer-reader.js';
import { packRequest } from '../compression/deflate-request.js';
import type { Cluster } from '../cluster/cluster.js';
import { onNode } from '../cluster/on-node.js';
import { unknownNamespace } from '../cluster/route-key.js';
import { Exchange, type AnswerReader as FrameConsumer, type Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { encodeAggregate } from './encode-job.js';
import { queryFailure } from '../../query-failure.js';

const reader = new AnswerReader();

/** Runs an aggregation on all nodes at once and collects what they send. */
export async function aggregateOnNodes(
  cluster: Cluster,
  wheel: TimingWheel,
  command: AggregateCommand,
): Promise<BinValue[]> {
  const { namespace, policy } = command;
  if (!cluster.partitions.has(namespace)) throw unknownNamespace(cluster, namespace);
  const { totalTimeout, socketTimeout, signal, timeoutDelay } = policy;
  const deadline = totalTimeout > 0 ? monotonicNow() + totalTimeout : Infinity;
  const limits: Limits = { deadline, socketTimeout, signal, timeoutDelay };
  const taskId = randomBytes(8).readBigUInt64BE() >> 1n;
  const write = await packRequest(
    (writer) => encodeAggregate(writer, command, taskId),
    policy.compress,
  );
  const results = await Promise.all(
    cluster.nodes.map((node) =>
      onNode(node, wheel, limits, async ({ connection }) => {
        const exchange = new Exchange(wheel, connection, node.name, limits);
        const answer = new AggregateAnswer(command, node.name);
        await exchange.run(write, answer);
        return answer.values;
      }),
    ),
  );
  return results.flat();
}

/** Reads what one node sends: a value in each message, or its complaint. */
class AggregateAnswer implements FrameConsumer {
  readonly values: BinValue[] = [];
  readonly #command: AggregateCommand;
  readonly #node: string;

  constructor(command: AggregateCommand, node: string) {
    this.#command = command;
    this.#node = node;
  }

  readFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    reader.open(buffer, start, end);
    while (reader.hasMore) {
      const resultCode = reader.beginMessage();
      const isLast = (reader.info3 & Info3.last) !== 0;
      reader.skipFields();
      const bins = reader.readBins();
      if ('FAILURE' in bins) throw this.#failure(bins['FAILURE']);
      if (resultCode === ResultCode.RECORD_NOT_FOUND) return true;
      if (resultCode !== ResultCode.OK) throw queryFailure(this.#command, resultCode, this.#node);
      if (isLast) return true;
      if ('SUCCESS' in bins) this.values.push(bins['SUCCESS'] as BinValue);
    }
    return false;
  }

  #failure(reason: unknown): UDFError {
    return new UDFError(udfFailureText(this.#command.call, String(reason)), {
      resultCode: ResultCode.UDF_ERROR,
      node: this.#node,
    });
  }
}
