import { keepShape } from '../../../engine/keep-shape.js';
import { POLICY_REPLICA_MASTER } from '../../../policy/replica.js';
import type { CallListener, RecordAnswers, RecordCommand } from '../../driver.js';
import type { Cluster } from '../cluster/cluster.js';
import { replicaOfRead, routeKey } from '../cluster/route-key.js';
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

  route(command: RecordCommand, attempt: number): Node {
    const { key, policy } = command;
    const isRead = 'replica' in policy && !isWrite(command);
    const replica = isRead
      ? replicaOfRead(this.#cluster, key.namespace, policy.replica, policy.readModeSc)
      : POLICY_REPLICA_MASTER;
    return routeKey(this.#cluster, key, replica, attempt);
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
