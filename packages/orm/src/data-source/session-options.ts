import type { BatchPolicy, ClientConfig } from '@aeroform/core';
import { policiesOf } from '../context/behavior.js';
import type { SessionOptions } from '../context/entity-context.js';
import type { PolicySet } from '../context/policy-set.js';
import type { DataSourceOptions } from './data-source-options.js';

/** The settings that calls go by, with their defaults. */
export function sessionOptions(options: DataSourceOptions): SessionOptions {
  const { scans, query, batch, unknownBins, validate } = options;
  return Object.freeze({
    scans: scans ?? 'forbid',
    query: Object.freeze({
      maxRecords: query?.maxRecords ?? 0,
      onTruncate: query?.onTruncate ?? 'throw',
    }),
    batch: Object.freeze({ chunk: batch?.chunk ?? 1000, parallel: batch?.parallel ?? 2 }),
    unknownBins: unknownBins ?? 'ignore',
    validate: validate ?? 'write',
  });
}

/** A chunk of a batch holds a thousand records; the client's default of a second is meant for one. */
const BATCH_TIMEOUT_MS = 30_000;
/** Core's default for reads of one record. */
const READ_TIMEOUT_MS = 1000;

/** The configuration of the client that a data source makes for its hosts. */
export function clientConfigOf({ hosts = [], clientConfig = {} }: DataSourceOptions): ClientConfig {
  const list = typeof hosts === 'string' ? hosts.split(',').map((host) => host.trim()) : hosts;
  const { policies } = clientConfig;
  const batch = { totalTimeout: BATCH_TIMEOUT_MS, ...policies?.batch };
  return { ...clientConfig, policies: { ...policies, batch }, hosts: list };
}

/** What a batch of coalesced reads takes over from single reads. */
export function coalescedPolicy({ client, clientConfig }: DataSourceOptions): BatchPolicy {
  // A client that was given keeps its policies to itself: those of its batches are used.
  if (client !== undefined) return {};
  return { totalTimeout: READ_TIMEOUT_MS, ...clientConfig?.policies?.read };
}

/** The behaviours by name. */
export function behaviorsOf({ behaviors = {} }: DataSourceOptions): ReadonlyMap<string, PolicySet> {
  return new Map(
    Object.entries(behaviors).map(([name, behavior]) => [
      name,
      policiesOf(behavior, `behaviors.${name}`),
    ]),
  );
}
