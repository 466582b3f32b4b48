import type { AdminRequest } from '../../admin/admin-request.js';
import { abortFailure } from '../../error/abort-failure.js';
import { ClientError } from '../../error/client-error.js';
import type { ClientStats } from '../../observability/live-clients.js';
import type { Operation } from '../../operation/operation.js';
import type { CompleteAdminPolicy } from '../../policy/complete-policy.js';
import type { BinValue } from '../../value/bin-value.js';
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
import { runAdmin } from './admin/run-admin.js';
import { runBatch } from './batch/run-batch.js';
import { connectOfficial } from './connection/connect-official.js';
import { NativeConnection } from './connection/native-connection.js';
import { nativeStats } from './connection/native-stats.js';
import type { NativeOptions } from './connection/native-options.js';
import { unknownNamespace } from './connection/unknown-namespace.js';
import { askOfficialNodes } from './info/ask-official-nodes.js';
import { loadOfficial } from './load-official.js';
import { canOrder } from './operation/operation-plan.js';
import { NativeQuery } from './query/native-query.js';
import { startBackground } from './query/start-background.js';
import { runCall } from './record/run-call.js';
import { unsupported } from './unsupported.js';

/**
 * Carries commands by npm `aerospike`: one driver for one connect-to-close span of a client. What it
 * cannot do is in the table `LIMITATIONS`.
 */
export class NativeDriver implements Driver {
  readonly credentials: Credentials | undefined;
  readonly #options: NativeOptions;
  #connected: NativeConnection | undefined;

  constructor(options: NativeOptions) {
    this.#options = options;
    this.credentials = options.credentials;
  }

  async connect(signal: AbortSignal | undefined): Promise<void> {
    const options = this.#options;
    const official = await loadOfficial();
    const client = await connectOfficial(official, options, signal);
    const connection = new NativeConnection(official, client, options);
    await connection.during(connection.nodes.learn());
    if (signal?.aborted === true) {
      await connection.close();
      throw abortFailure(signal);
    }
    this.#connected = connection;
  }

  async close(): Promise<void> {
    const connection = this.#connected;
    this.#connected = undefined;
    await connection?.close();
  }

  isConnected(): boolean {
    return this.#connected?.client.isConnected() ?? false;
  }

  nodeNames(): string[] {
    return this.#connected?.client.getNodes().map(({ name }) => name) ?? [];
  }

  serverBuild(nodeName: string): string | undefined {
    return this.#connected?.nodes.build(nodeName);
  }

  expectNamespace(namespace: string): void {
    const failure = unknownNamespace(this.#connection, namespace);
    if (failure !== undefined) throw failure;
  }

  execute<C extends RecordCommand>(
    command: C,
    _listener: CallListener,
  ): Promise<RecordAnswers[C['kind']]> {
    return runCall(this.#connection, command) as Promise<RecordAnswers[C['kind']]>;
  }

  answersEach(operations: readonly Operation[]): boolean {
    return canOrder(operations);
  }

  batch(command: BatchCommand, _listener: CallListener): Promise<BatchRowAnswer[]> {
    return runBatch(this.#connection, command);
  }

  query(command: QueryCommand, _listener: CallListener): RecordStream {
    return new NativeQuery(this.#connection, command);
  }

  background(command: BackgroundCommand): Promise<void> {
    return startBackground(this.#connection, command);
  }

  async aggregate(_command: AggregateCommand): Promise<BinValue[]> {
    throw unsupported('aggregate');
  }

  admin<T>(request: AdminRequest<T>, policy: CompleteAdminPolicy): Promise<T[]> {
    return runAdmin(this.#connection, request, policy);
  }

  stats(): ClientStats {
    return this.#connected === undefined ? { nodes: [], queued: 0 } : nativeStats(this.#connected);
  }

  info(target: InfoTarget, command: string, policy: CompleteAdminPolicy): Promise<InfoAnswer[]> {
    return askOfficialNodes(this.#connection, target, command, policy);
  }

  get #connection(): NativeConnection {
    if (this.#connected !== undefined) return this.#connected;
    throw new ClientError('The client is not connected.', { code: 'NOT_CONNECTED' });
  }
}
