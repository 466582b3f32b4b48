import { type LimitationName, unsupported } from '../driver/native/unsupported.js';
import type { ClientConfig } from './client-config.js';

/** Keys of the configuration that only the wire driver knows what to do with. */
const REFUSED: Partial<Record<keyof ClientConfig, LimitationName>> = {
  tls: 'tls',
  ipMap: 'ipMap',
  pipelinesPerNode: 'pipelining',
  pipelineDepth: 'pipelining',
};

/** @throws {UnsupportedByDriverError} for the first key that the native driver would have to ignore. */
export function refuseForNative(config: ClientConfig): void {
  for (const [key, name] of Object.entries(REFUSED)) {
    if (config[key as keyof ClientConfig] !== undefined) throw unsupported(name, `config.${key}`);
  }
}
