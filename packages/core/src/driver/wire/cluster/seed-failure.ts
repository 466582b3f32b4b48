import { formatHost } from '@aeroform/protocol';
import { describeCause } from '../failure.js';
import type { Address } from '../socket/address.js';

/** None of the addresses that the name of a seed stands for did; the message lists each. */
export class SeedFailure extends Error {
  /** One for each address. */
  readonly reasons: readonly Error[];

  constructor(addresses: readonly Address[], reasons: readonly Error[]) {
    const tried = addresses.map(
      (address, i) => `${formatHost(address)}: ${describeCause(reasons[i] as Error)}`,
    );
    super(tried.join('; '));
    this.name = 'SeedFailure';
    this.reasons = reasons;
  }
}
