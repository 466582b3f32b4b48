import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from '@aeroform/orm';
import { Logger } from '@nestjs/common';
import type { AerospikeModuleOptions } from './interfaces/aerospike-module-options.interface.js';

const DEFAULT_RETRY_ATTEMPTS = 10;
const DEFAULT_RETRY_DELAY_MS = 3000;

type RetryOptions = Pick<
  AerospikeModuleOptions,
  'retryAttempts' | 'retryDelay' | 'toRetry' | 'verboseRetryLog'
>;

/**
 * Initializes a data source, and tries again while it fails.
 *
 * @param signal - ends that, too.
 * @throws the last error, when the attempts are used up or `toRetry` says no.
 */
export async function connectWithRetry(
  dataSource: DataSource,
  options: RetryOptions,
  signal: AbortSignal,
): Promise<void> {
  const attempts = options.retryAttempts ?? DEFAULT_RETRY_ATTEMPTS;
  const logger = new Logger('AerospikeModule');
  for (let attempt = 1; ; attempt++) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      signal.throwIfAborted();
      const last = attempt >= attempts || options.toRetry?.(error) === false;
      const detail = options.verboseRetryLog && error instanceof Error ? error.stack : undefined;
      logger.error(
        `Unable to connect to Aerospike (attempt ${attempt} of ${attempts}): ${messageOf(error)}`,
        ...(detail === undefined ? [] : [detail]),
      );
      if (last) throw error;
      await sleep(options.retryDelay ?? DEFAULT_RETRY_DELAY_MS, undefined, { signal });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
