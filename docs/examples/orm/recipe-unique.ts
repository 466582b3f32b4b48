import { randomUUID } from 'node:crypto';
import type { Host } from '@aeroform/core';
import {
  Bin,
  type DataSource,
  Entity,
  EntityExistsError,
  Id,
  IdProp,
  OptimisticLockError,
  UpdatedAt,
  Version,
} from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';

/** A namespace with strong consistency, for the part with transactions. */
export const server = {
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true, nsupPeriod: 120 }],
} as const;

// #region guard
/** A record for each address that is taken: the address is its id, so that there is only one. */
@Entity({ set: 'taken_emails' })
class TakenEmail {
  declare readonly [IdProp]?: 'email';
  @Id() email!: string;
  @Version() version?: number;
  @Bin({ type: 'string', nullable: false }) owner!: string; // the id of the customer
  @UpdatedAt() takenAt!: Date;
}
// #endregion

// #region reserve
const GRACE_MS = 60_000; // longer than anybody needs from the guard to the customer

/** True: the address is the owner's. False: somebody else has it. */
async function reserve(source: DataSource, email: string, owner: string): Promise<boolean> {
  const guards = source.getRepository(TakenEmail);
  try {
    await guards.insert({ email, owner }); // the server lets one of all who try succeed
    return true;
  } catch (error) {
    if (!(error instanceof EntityExistsError)) throw error;
  }
  const guard = await guards.findById(email);
  if (guard?.owner === owner) return true; // by an earlier try of ours
  if (guard === null || Date.now() - guard.takenAt.getTime() < GRACE_MS) return false;
  const holder = await source.getRepository(Customer).findById(guard.owner);
  if (holder?.email === email) return false;
  guard.owner = owner; // whoever took it crashed before its customer was there
  return guards.save(guard).then(() => true, lostTheRace);
}

function lostTheRace(error: unknown): false {
  if (error instanceof OptimisticLockError) return false;
  throw error;
}

/** Gives an address back, if it is still the owner's. */
async function release(source: DataSource, email: string, owner: string): Promise<void> {
  const guards = source.getRepository(TakenEmail);
  const guard = await guards.findById(email);
  if (guard?.owner === owner)
    await guards.remove(guard, { durableDelete: true }).catch(lostTheRace);
}
// #endregion

// #region use
/** The guard first: a crash in between leaves a guard too many, never two customers. */
async function register(source: DataSource, name: string, email: string): Promise<Customer | null> {
  const customers = source.getRepository(Customer);
  const customer = customers.create({ id: randomUUID(), name, email });
  if (!(await reserve(source, email, customer.id))) return null;
  return customers.insert(customer);
}

/** The new address first, the old one last. */
async function move(source: DataSource, customer: Customer, email: string): Promise<boolean> {
  if (!(await reserve(source, email, customer.id))) return false;
  const before = customer.email;
  customer.email = email;
  await source.getRepository(Customer).save(customer);
  await release(source, before, customer.id);
  return true;
}
// #endregion

// #region transaction
/** With strong consistency: both records or none, and nothing is left over. */
function registerAtOnce(source: DataSource, name: string, email: string): Promise<Customer> {
  return source.transaction(async (tx) => {
    const customer = await tx.getRepository(Customer).insert({ name, email });
    await tx.getRepository(TakenEmail).insert({ email, owner: customer.id });
    return customer;
  }); // rejects with EntityExistsError when the address is taken: then there is no customer either
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts, { entities: [Customer, TakenEmail] });
  const customers = source.getRepository(Customer);

  // #region race
  const names = ['Ada', 'Bob', 'Cyd', 'Dan', 'Eve'];
  const tries = await Promise.all(names.map((name) => register(source, name, 'me@example.com')));
  const registered = tries.filter((customer) => customer !== null); // one of them
  // #endregion
  const [first] = registered;
  if (first === undefined) throw new Error('nobody was registered');
  const moved = await move(source, first, 'you@example.com');
  const free = await register(source, 'Fay', 'me@example.com');
  const again = await move(source, first, 'me@example.com');

  // A guard whose customer never came is taken over once it is old enough.
  await source.getRepository(TakenEmail).insert({ email: 'lost@example.com', owner: 'nobody' });
  const early = await reserve(source, 'lost@example.com', first.id);
  const { now } = Date;
  Date.now = () => now() + GRACE_MS;
  const late = await reserve(source, 'lost@example.com', first.id);
  Date.now = now;

  const before = await customers.count(undefined, { allowScan: 'a test' });
  const taken = await registerAtOnce(source, 'Gus', 'me@example.com').catch(
    (error: unknown) => error instanceof EntityExistsError,
  );
  const after = await customers.count(undefined, { allowScan: 'a test' });
  const alone = await registerAtOnce(source, 'Gus', 'gus@example.com');
  return {
    registered: registered.length,
    moved,
    free: free?.name,
    again,
    leftover: [early, late],
    taken,
    made: after - before,
    alone: alone.email,
  };
}

export const expected = {
  registered: 1,
  moved: true,
  free: 'Fay',
  again: false,
  leftover: [false, true],
  taken: true,
  made: 0,
  alone: 'gus@example.com',
};
