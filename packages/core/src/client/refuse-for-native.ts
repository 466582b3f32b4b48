import { type LimitationName, unsupported } from '../driver/native/unsupported.js';
import { invalidArg } from '../error/argument-error.js';
import type { ClientConfig } from './client-config.js';

/** Keys of the configuration that only the wire driver knows what to do with. */
const REFUSED: Partial<Record<keyof ClientConfig, LimitationName>> = {
  tls: 'tls',
  ipMap: 'ipMap',
  pipelinesPerNode: 'pipelining',
  pipelineDepth: 'pipelining',
};

/** The official client counts the age of idle connections in seconds, and takes 0 for a default. */
const LEAST_IDLE_TIMEOUT = 1000;

/**
 * @throws {UnsupportedByDriverError} for the first key that the native driver would have to ignore.
 * @throws {InvalidArgError} for an `idleTimeout` that the official client cannot express.
 */
export function refuseForNative(config: ClientConfig): void {
  const { idleTimeout } = config;
  if (idleTimeout !== undefined && idleTimeout < LEAST_IDLE_TIMEOUT) {
    const least = `at least ${LEAST_IDLE_TIMEOUT} with driver: 'native', whose client counts seconds`;
    throw invalidArg('config.idleTimeout', idleTimeout, least);
  }
  for (const [key, name] of Object.entries(REFUSED)) {
    if (config[key as keyof ClientConfig] !== undefined) throw unsupported(name, `config.${key}`);
  }
}
