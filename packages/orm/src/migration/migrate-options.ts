import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { checkOptions } from '../operate/check-options.js';
import type { MigrationFailure, MigrationProgress } from './migration-report.js';

/** Options of `schema.migrate()`. */
export interface MigrateOptions {
  /** Tries the migration of each older record and counts, but writes nothing. Default false. */
  readonly dryRun?: boolean;
  /** Resumes where an earlier run stood: the `cursor` of its progress. */
  readonly cursor?: string;
  /** Records that are rewritten in a second at most. Default 0: no limit. */
  readonly recordsPerSecond?: number;
  /** Records that are rewritten at the same time. Default 8. */
  readonly parallel?: number;
  /** Records that are read at once; after each such page there is progress. Default 500. */
  readonly pageSize?: number;
  /** Called after each page. What it throws stops the migration. */
  readonly onProgress?: (progress: MigrationProgress) => void;
  /** Called for each record that could not be migrated. What it throws stops the migration. */
  readonly onFailure?: (failure: MigrationFailure) => void;
  /** Stops the migration: records that have not been begun are left for the next run. */
  readonly signal?: AbortSignal;
}

/** The options with their defaults. */
export interface MigrationSettings extends MigrateOptions {
  readonly dryRun: boolean;
  readonly recordsPerSecond: number;
  readonly parallel: number;
  readonly pageSize: number;
}

const KNOWN = {
  dryRun: 'boolean',
  cursor: 'any',
  recordsPerSecond: 'number',
  parallel: 'number',
  pageSize: 'number',
  onProgress: 'any',
  onFailure: 'any',
  signal: 'any',
} as const;

/** @throws OptionError for options that there are not, and values that are not allowed */
export function migrationSettings(options: MigrateOptions): MigrationSettings {
  checkOptions(options, KNOWN, 'schema.migrate');
  const { dryRun = false, recordsPerSecond = 0, parallel = 8, pageSize = 500 } = options;
  if (!(recordsPerSecond >= 0 && recordsPerSecond < Infinity)) {
    throw new OptionError(
      'recordsPerSecond',
      `must be a number above 0, or 0 for no limit; got ${describeValue(recordsPerSecond)}`,
    );
  }
  checkWhole('parallel', parallel);
  checkWhole('pageSize', pageSize);
  return { ...options, dryRun, recordsPerSecond, parallel, pageSize };
}

/** @throws OptionError unless it is a whole number of at least 1 */
export function checkWhole(option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new OptionError(option, `must be a whole number above 0; got ${describeValue(value)}`);
}
