import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { Address } from '../socket/address.js';
import type { ClusterHost } from './cluster-host.js';

/**
 * Where a seed may be: a name, as that of a headless service of Kubernetes, may stand for many nodes.
 * A name with a single address is kept, and so looked up for each connection.
 *
 * @throws the system's error, one that tells of the time-out, or the reason of the signal.
 */
export async function seedAddresses(seed: Address, host: ClusterHost): Promise<Address[]> {
  const { host: name, port } = seed;
  if (isIP(name) !== 0) return [seed];
  const found = await lookUp(name, host);
  if (found.length === 1) return [seed];
  const tlsName = seed.tlsName ?? name;
  return found.map(({ address }) => ({ host: address, port, tlsName }));
}

/** The look-up itself cannot be given up, only the waiting for it. */
function lookUp(name: string, { options, signal }: ClusterHost): Promise<LookupAddress[]> {
  const { connectTimeout } = options;
  return new Promise((resolve, reject) => {
    const end = (error: Error | null, found: LookupAddress[] = []): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (error === null) resolve(found);
      else reject(error);
    };
    const onAbort = (): void => end(signal.reason as Error);
    const timer = setTimeout(() => {
      end(new Error(`no address of ${name} within ${connectTimeout} ms`));
    }, connectTimeout);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else lookup(name, { all: true }, end);
  });
}
