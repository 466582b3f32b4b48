import { keepShape } from '../../../engine/keep-shape.js';
import { POLICY_REPLICA_SEQUENCE } from '../../../policy/replica.js';
import type { CallListener, RecordAnswers, RecordCommand } from '../../driver.js';
import type { Cluster } from '../cluster/cluster.js';
import { replicaOfRead, routeKey, routeWrite } from '../cluster/route-key.js';
import type { InFlight } from '../in-flight.js';
import type { TimingWheel } from '../socket/timing-wheel.js';
import { isWrite } from '../../is-write.js';
import type { CommandHost } from './command-host.js';
import { PendingCommand } from './pending-command.js';
import type { Node } from '../cluster/node.js';

let resolveCaptured: (answer: unknown) => void;
let rejectCaptured: (error: Error) => void;

/** Shared by all promises, so that a command needs no closure of its own. */
function capture(resolve: (answer: unknown) => void, reject: (error: Error) => void): void {
  resolveCaptured = resolve;
  rejectCaptured = reject;
}

/** Sends single-record commands to the node that owns the record. */
export class RecordDispatcher implements CommandHost {
  readonly wheel: TimingWheel;
  readonly hasLogin: boolean;
  readonly #cluster: Cluster;
  readonly #inFlight: InFlight;

  constructor(cluster: Cluster, wheel: TimingWheel, inFlight: InFlight) {
    this.hasLogin = cluster.hasLogin;
    this.#cluster = cluster;
    this.wheel = wheel;
    this.#inFlight = inFlight;
  }

  execute<C extends RecordCommand>(
    command: C,
    listener: CallListener,
  ): Promise<RecordAnswers[C['kind']]> {
    const promise = new Promise<unknown>(capture);
    const pending = new PendingCommand(this, command, listener, resolveCaptured, rejectCaptured);
    this.#inFlight.begin();
    pending.start();
    return promise as Promise<RecordAnswers[C['kind']]>;
  }

  route(command: RecordCommand, attempt: number, lost: number): Node {
    const { key, policy } = command;
    const cluster = this.#cluster;
    if (!('replica' in policy)) return routeWrite(cluster, key, POLICY_REPLICA_SEQUENCE, lost);
    if (isWrite(command)) return routeWrite(cluster, key, policy.replica, lost);
    const replica = replicaOfRead(cluster, key.namespace, policy.replica, policy.readModeSc);
    return routeKey(cluster, key, replica, attempt);
  }

  mayBePassedOn(command: RecordCommand, node: Node): boolean {
    const { namespace, partitionId } = command.key;
    return isWrite(command) && this.#cluster.partitions.owner(namespace, partitionId, 0) !== node;
  }

  onSettled(): void {
    this.#inFlight.end();
  }
}

const host = {} as CommandHost;
const nobody = (): void => undefined;
keepShape(
  new PendingCommand(host, { kind: 'get' } as RecordCommand, {} as CallListener, nobody, nobody),
);
