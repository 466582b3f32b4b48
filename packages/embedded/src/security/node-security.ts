import { ResultCode, type UserRates } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Clock } from '../storage/clock.js';
import type { AccessControl } from './access-control.js';
import type { ClientIdentity } from './client-identity.js';
import { RateMeter } from './rate-meter.js';
import type { User } from './user.js';
import type { UserAccess } from './user-access.js';

/** Reads and writes have quotas of their own. */
export type Direction = 'read' | 'write';

/** Security as one node sees it: who may do what on a connection, and how often. */
export class NodeSecurity {
  /** The same for all nodes of a cluster. */
  readonly access: AccessControl;
  readonly #clock: Clock;
  #meters = newMeters();

  constructor(access: AccessControl, clock: Clock) {
    this.access = access;
    this.#clock = clock;
  }

  /** Forgets how much users have read and written. */
  forgetRates(): void {
    this.#meters = newMeters();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  /**
   * The user of a connection.
   *
   * @throws {CommandError} 80 when it is not authenticated, or the user is gone; 82 when the roles of
   *   the user do not allow its address.
   */
  requireUser(client: ClientIdentity): User {
    const { user } = client;
    if (user === undefined || user.isDropped) {
      throw new CommandError(ResultCode.NOT_AUTHENTICATED, 'nobody has logged in');
    }
    this.checkAddress(user, client);
    return user;
  }

  /** @throws {CommandError} 82 when the roles of a user do not allow the address of a connection. */
  checkAddress(user: User, client: ClientIdentity): void {
    if (!this.accessOf(user).isAllowedFrom(addressOf(client))) {
      throw new CommandError(ResultCode.NOT_ALLOWLISTED, 'not from this address');
    }
  }

  /** What a user may do now. */
  accessOf(user: User): UserAccess {
    return this.access.users.accessOf(user);
  }

  /** @throws {CommandError} 83 when the quota of a user does not allow one more record now. */
  countRecord(user: User, direction: Direction): void {
    const { enableQuotas } = this.access.settings;
    if (!enableQuotas) return;
    if (!this.#meter(user, direction).take(this.now(), this.#quota(user, direction))) {
      throw quotaExceeded();
    }
  }

  /**
   * Sets apart what a query may use up.
   *
   * @param rate - its limit of records per second, 0 for none.
   * @returns what to call when the query has ended.
   * @throws {CommandError} 83 when the quota of the user does not allow it.
   */
  reserveQuery(user: User, rate: number, direction: Direction): () => void {
    const meter = this.#meter(user, direction);
    if (!meter.reserve(rate, this.#quota(user, direction))) throw quotaExceeded();
    return () => meter.release(rate);
  }

  /** What the node tells of the reads, or the writes, of a user. */
  rates(user: User, direction: Direction): UserRates {
    return this.#meter(user, direction).rates(this.now(), this.#quota(user, direction));
  }

  #quota(user: User, direction: Direction): number {
    const { readQuota, writeQuota } = this.accessOf(user);
    return direction === 'read' ? readQuota : writeQuota;
  }

  #meter(user: User, direction: Direction): RateMeter {
    const meters = this.#meters[direction];
    let meter = meters.get(user);
    if (meter === undefined) {
      meter = new RateMeter();
      meters.set(user, meter);
    }
    return meter;
  }
}

function newMeters(): Readonly<Record<Direction, WeakMap<User, RateMeter>>> {
  return { read: new WeakMap(), write: new WeakMap() };
}

function addressOf({ remoteAddress }: ClientIdentity): string {
  return remoteAddress.slice(0, remoteAddress.lastIndexOf(':'));
}

function quotaExceeded(): CommandError {
  return new CommandError(ResultCode.QUOTA_EXCEEDED, 'the quota does not allow it now');
}
