import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { PeerAddress } from '@aeroform/protocol';

/** The server takes 6 bytes from the hardware address of its machine. */
const MACHINE_DIGITS = 12;

/**
 * The name of the node at an address, at most 16 hexadecimal digits. As the server does, it is made
 * of the port and of what tells the machine from others, so that a client knows a restarted server
 * again.
 */
export function nodeId({ host, port }: PeerAddress): string {
  const machine = createHash('sha256').update(`${hostname()} ${host}`).digest('hex');
  return `${port.toString(16)}${machine.slice(0, MACHINE_DIGITS)}`.toUpperCase();
}
