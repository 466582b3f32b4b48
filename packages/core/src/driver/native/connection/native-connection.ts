import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ClientError } from '../../../error/client-error.js';
import type { Policies } from '../../../policy/policies.js';
import { InFlight } from '../../wire/in-flight.js';
import type { OfficialClient, OfficialModule, OfficialPolicy } from '../official-module.js';
import { officialOperatePolicy } from '../official-policy.js';
import { CommandLine } from './command-line.js';
import type { NativeOptions } from './native-options.js';
import { NodeFactBook } from './node-facts.js';

/** A connected official client, and what its commands share. */
export class NativeConnection {
  readonly official: OfficialModule;
  /** The default policies, which the official client has, too. */
  readonly policies: Policies;
  /** Racks to read from; empty when racks do not matter. */
  readonly rackIds: readonly number[];
  /** Whether the default policy of operations is that of puts, which go as operations, too. */
  readonly isWriteOperate: boolean;
  /** Everything that the addon works on. */
  readonly inFlight = new InFlight();
  /** Commands on one record that wait for a connection. */
  readonly line: CommandLine;
  readonly nodes: NodeFactBook;
  readonly #client: OfficialClient;
  #isClosed = false;

  constructor(
    official: OfficialModule,
    client: OfficialClient,
    { policies, maxConnsPerNode, rackIds }: NativeOptions,
  ) {
    this.official = official;
    this.#client = client;
    this.policies = policies;
    this.rackIds = rackIds;
    this.isWriteOperate = isSubset(
      officialOperatePolicy(policies.write),
      officialOperatePolicy(policies.operate),
    );
    this.line = new CommandLine(maxConnsPerNode);
    this.nodes = new NodeFactBook(client);
    client.on('nodeAdded', () => void this.during(this.nodes.learn()));
  }

  /** Closing waits for what the addon works on: it would crash the process otherwise. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.inFlight.during(work);
  }

  /** @throws {ClientError} after closing: whatever the addon is asked for then crashes the process. */
  get client(): OfficialClient {
    if (!this.#isClosed) return this.#client;
    throw new ClientError('The client was closed.', { code: 'NOT_CONNECTED' });
  }

  async close(): Promise<void> {
    do {
      await this.inFlight.drained();
      // The addon is still at work on a command while it tells of its end, and more may follow from it.
      await setImmediate();
    } while (!this.inFlight.isIdle);
    this.#isClosed = true;
    // Not the event loop: clients to come need it.
    this.#client.close(false);
  }
}

/** Whether one policy has whatever the other has. */
function isSubset(fields: OfficialPolicy, policy: OfficialPolicy): boolean {
  return Object.keys(fields).every((field) => isDeepStrictEqual(fields[field], policy[field]));
}
