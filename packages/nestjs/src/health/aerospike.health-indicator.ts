import type { DataSource } from '@aeroform/orm';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { getDataSourceToken } from '../aerospike.tokens.js';

/**
 * Options of {@link AerospikeHealthIndicator.pingCheck}.
 *
 * @publicApi
 */
export interface AerospikeHealthOptions {
  /** The data source to check, or its name. Default: the unnamed one. */
  readonly dataSource?: DataSource | string;
  /** Milliseconds to wait for an answer. Default 1000. */
  readonly timeout?: number;
  /** Fewest cluster nodes that count as healthy. Default 1. */
  readonly minNodes?: number;
  /**
   * Whether each declared secondary index must be there and readable: one that is missing, of
   * something else or still being built counts as down. Asks all nodes. Default false.
   */
  readonly requireIndexes?: boolean;
}

/**
 * Result in the form that `@nestjs/terminus` expects of health indicators.
 *
 * @publicApi
 */
export type AerospikeHealthResult<K extends string> = Record<
  K,
  | { readonly status: 'up'; readonly nodes: number; readonly ms: number }
  | { readonly status: 'down'; readonly message: string }
>;

/** What `HealthIndicatorService` of `@nestjs/terminus` 11 and later does. */
interface ResultService {
  check(key: string): Record<'up' | 'down', (data: object) => unknown>;
}

function isResultService(instance: unknown): instance is ResultService {
  return typeof (instance as Partial<ResultService> | null)?.check === 'function';
}

const DEFAULT_TIMEOUT_MS = 1000;

/**
 * Health indicator for `@nestjs/terminus` (11 and later), and for health endpoints without it:
 * `health.check([() => aerospike.pingCheck('aerospike')])`. Where the application imports
 * `TerminusModule`, its `HealthIndicatorService` makes the results.
 *
 * @publicApi
 */
@Injectable()
export class AerospikeHealthIndicator {
  readonly #moduleRef: ModuleRef;

  constructor(@Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
  }

  /**
   * Asks a node of the cluster for a sign of life, and for its secondary indexes where they are
   * required. Never throws for an unhealthy cluster: the result says `down` and why.
   */
  async pingCheck<K extends string>(
    key: K,
    options: AerospikeHealthOptions = {},
  ): Promise<AerospikeHealthResult<K>> {
    const { timeout = DEFAULT_TIMEOUT_MS, minNodes = 1, requireIndexes = false } = options;
    const dataSource = this.#dataSource(options.dataSource);
    const judged = judge(await dataSource.ping(timeout), minNodes);
    const lacking =
      judged.status === 'up' && requireIndexes ? await lackingIndexes(dataSource, timeout) : null;
    const result = lacking === null ? judged : ({ status: 'down', message: lacking } as const);
    const { status, ...data } = result;
    const session = this.#terminus()?.check(key);
    // safe: both have the form of the result
    return (session?.[status](data) ?? { [key]: result }) as AerospikeHealthResult<K>;
  }

  /** The service of `@nestjs/terminus` where the application has it: this package does not need it. */
  #terminus(): ResultService | null {
    const modules = this.#moduleRef.get(ModulesContainer, { strict: false });
    for (const { providers } of modules.values()) {
      for (const { name, instance } of providers.values()) {
        if (name === 'HealthIndicatorService' && isResultService(instance)) return instance;
      }
    }
    return null;
  }

  #dataSource(from: DataSource | string | undefined): DataSource {
    if (typeof from === 'object') return from;
    return this.#moduleRef.get<DataSource>(getDataSourceToken(from), { strict: false });
  }
}

function judge(
  ping: Awaited<ReturnType<DataSource['ping']>>,
  minNodes: number,
): AerospikeHealthResult<string>[string] {
  if (!ping.ok) return { status: 'down', message: ping.reason };
  if (ping.nodes < minNodes) {
    return { status: 'down', message: `${ping.nodes} of at least ${minNodes} nodes` };
  }
  return { status: 'up', nodes: ping.nodes, ms: ping.ms };
}

/** What the declared indexes lack; null when all can be used. */
async function lackingIndexes(dataSource: DataSource, timeout: number): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const { create, mismatched, building } = await dataSource.schema.diff({ signal });
    const faults = [
      ['missing', create],
      ['of something else', mismatched.map(({ name }) => name)],
      ['being built', building.map(({ name }) => name)],
    ] as const;
    const found = faults.flatMap(([fault, names]) =>
      names.length === 0 ? [] : [`${fault}: ${names.join(', ')}`],
    );
    return found.length === 0 ? null : `indexes ${found.join('; ')}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
