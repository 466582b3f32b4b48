import { createClient } from '@aeroform/core';
import { RemoteCluster } from './cluster/remote-cluster.js';
import { RemoteLoader } from './load/remote-loader.js';
import { playScenario, type ScenarioResult } from './scenario/play-scenario.js';
import type { Scenario } from './scenario/scenario.js';
import type { Scale, Stage } from './scenario/stage.js';

/** What came of all scenarios. */
export interface ChaosResult {
  readonly scenarios: readonly ScenarioResult[];
  /** Rejections that nobody handled. */
  readonly unhandled: readonly string[];
}

/**
 * Plays scenarios one after the other, each on another node.
 *
 * @param onResult - called after each.
 */
export async function playAll(
  scenarios: readonly Scenario[],
  scale: Scale,
  onResult: (result: ScenarioResult) => void,
): Promise<ChaosResult> {
  const cluster = await RemoteCluster.start(scale.migrationDelay);
  const loaders = Array.from({ length: scale.processes }, () => new RemoteLoader());
  try {
    const hosts = await cluster.hosts();
    const { tendInterval } = scale;
    await Promise.all(loaders.map((loader) => loader.connect({ hosts, tendInterval })));
    await using client = await createClient({ hosts, tendInterval }).connect();
    const each = { ...scale, increments: Math.ceil(scale.increments / scenarios.length) };
    const stage: Stage = { cluster, loaders, client, scale: each };
    const results: ScenarioResult[] = [];
    for (const [i, scenario] of scenarios.entries()) {
      // Rounding up makes a few more.
      const firstId = i * 2 * each.increments;
      const result = await playScenario(stage, scenario, i % hosts.length, firstId);
      results.push(result);
      onResult(result);
    }
    const unhandled = await Promise.all(loaders.map((loader) => loader.unhandled()));
    return { scenarios: results, unhandled: unhandled.flat() };
  } finally {
    await Promise.all(loaders.map((loader) => loader.close()));
    await cluster.end();
  }
}
