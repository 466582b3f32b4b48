import type { AdminRequest } from '../../admin/admin-request.js';
import { abortFailure } from '../../error/abort-failure.js';
import type { CompleteAdminPolicy } from '../../policy/complete-policy.js';
import type { Credentials } from '../credentials.js';
import type {
  AggregateCommand,
  BackgroundCommand,
  BatchCommand,
  BatchRowAnswer,
  CallListener,
  Driver,
  InfoAnswer,
  InfoTarget,
  QueryCommand,
  RecordAnswers,
  RecordCommand,
  RecordStream,
} from '../driver.js';
import { sendAdmin } from './admin/send-admin.js';
import { BatchRunner } from './batch/batch-runner.js';
import { Cluster } from './cluster/cluster.js';
import { askNodes, targetNodes } from './cluster/ask-nodes.js';
import { unknownNamespace } from './cluster/route-key.js';
import type { WireOptions } from './cluster/wire-options.js';
import type { ClientStats } from '../../observability/live-clients.js';
import { nodeStats } from './cluster/node.js';
import { InFlight } from './in-flight.js';
import type { BinValue } from '../../value/bin-value.js';
import { aggregateOnNodes } from './query/aggregate-on-nodes.js';
import { startOnNodes } from './query/start-on-nodes.js';
import { QueryRun } from './query/query-run.js';
import { RecordDispatcher } from './record/record-dispatcher.js';
import { TimingWheel } from './socket/timing-wheel.js';

/** Speaks the wire protocol over node:net: one driver for one connect-to-close span of a client. */
export class WireDriver implements Driver {
  readonly credentials: Credentials | undefined;
  readonly #wheel = new TimingWheel();
  readonly #inFlight = new InFlight();
  readonly #cluster: Cluster;
  readonly #records: RecordDispatcher;
  readonly #batches: BatchRunner;

  constructor(options: WireOptions) {
    this.credentials = options.credentials;
    this.#cluster = new Cluster(options, this.#wheel);
    this.#records = new RecordDispatcher(this.#cluster, this.#wheel, this.#inFlight);
    this.#batches = new BatchRunner(this.#cluster, this.#wheel);
  }

  async connect(signal: AbortSignal | undefined): Promise<void> {
    const abort = (): void => this.#cluster.giveUp(abortFailure(signal as AbortSignal));
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    try {
      await this.#cluster.open();
    } catch (error) {
      await this.#shut();
      throw signal?.aborted === true ? abortFailure(signal) : error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    await this.#inFlight.drained();
    await this.#shut();
  }

  isConnected(): boolean {
    return this.#cluster.nodes.some((node) => node.tending.failures === 0);
  }

  nodeNames(): string[] {
    return this.#cluster.nodes.map((node) => node.name);
  }

  serverBuild(nodeName: string): string | undefined {
    return this.#cluster.nodes.find(({ name }) => name === nodeName)?.build;
  }

  expectNamespace(namespace: string): void {
    if (this.#cluster.partitions.has(namespace)) return;
    throw unknownNamespace(this.#cluster, namespace);
  }

  execute<C extends RecordCommand>(
    command: C,
    listener: CallListener,
  ): Promise<RecordAnswers[C['kind']]> {
    return this.#records.execute(command, listener);
  }

  answersEach(): boolean {
    return true;
  }

  batch(command: BatchCommand, listener: CallListener): Promise<BatchRowAnswer[]> {
    return this.#inFlight.during(this.#batches.run(command, listener));
  }

  query(command: QueryCommand, listener: CallListener): RecordStream {
    return new QueryRun({ cluster: this.#cluster, wheel: this.#wheel, listener }, command);
  }

  background(command: BackgroundCommand): Promise<void> {
    return this.#inFlight.during(startOnNodes(this.#cluster, this.#wheel, command));
  }

  aggregate(command: AggregateCommand): Promise<BinValue[]> {
    return this.#inFlight.during(aggregateOnNodes(this.#cluster, this.#wheel, command));
  }

  admin<T>(request: AdminRequest<T>, policy: CompleteAdminPolicy): Promise<T[]> {
    const node = this.#cluster.randomNode();
    return this.#inFlight.during(sendAdmin(node, this.#wheel, request, policy));
  }

  stats(): ClientStats {
    return { nodes: this.#cluster.nodes.map(nodeStats), queued: 0 };
  }

  info(target: InfoTarget, command: string, policy: CompleteAdminPolicy): Promise<InfoAnswer[]> {
    const nodes = targetNodes(this.#cluster, target);
    return this.#inFlight.during(askNodes(nodes, command, policy, this.#wheel));
  }

  async #shut(): Promise<void> {
    await this.#cluster.close(new Error('the client was closed'));
    this.#wheel.stop();
  }
}
