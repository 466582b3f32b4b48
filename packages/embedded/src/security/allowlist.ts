import { BlockList, isIP } from 'node:net';
import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';

const MAX_PREFIX: Readonly<Record<number, number>> = { 4: 32, 6: 128 };
/** In front of an IPv4 address on a socket that listens for both kinds. */
const MAPPED_IPV4 = '::ffff:';

/** The addresses from which users with a role may come. */
export class Allowlist {
  /** Addresses and networks (`10.0.0.0/8`) with commas between them, as they were given. */
  readonly text: string;
  readonly #addresses = new BlockList();

  /** @throws {CommandError} 73 when an entry is neither an address nor a network. */
  constructor(text: string) {
    this.text = text;
    for (const entry of text.split(',')) this.#add(entry);
  }

  /** @param address - an IPv4 or IPv6 address; false for anything else. */
  includes(address: string): boolean {
    const mapped = address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.length) : address;
    const [plain = ''] = mapped.split('%', 1);
    const version = isIP(plain);
    return version !== 0 && this.#addresses.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  }

  #add(entry: string): void {
    const [address = '', prefix, ...more] = entry.split('/');
    const version = isIP(address);
    const max = MAX_PREFIX[version];
    if (max === undefined || more.length > 0) throw invalid();
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) {
      this.#addresses.addAddress(address, family);
      return;
    }
    if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > max) throw invalid();
    this.#addresses.addSubnet(address, Number(prefix), family);
  }
}

function invalid(): CommandError {
  return new CommandError(ResultCode.INVALID_ALLOWLIST, 'neither an address nor a network');
}
