import { setTimeout as sleep } from 'node:timers/promises';
import { INCREMENT_MODES } from '../load/increment.js';
import type { Outcome } from '../load/outcome.js';
import { type Evidence, readEvidence } from '../proof/evidence.js';
import { type Judgement, judge } from '../proof/judgement.js';
import { Prober } from '../proof/prober.js';
import type { Scenario } from './scenario.js';
import { carry, type LoadShare, type Stage } from './stage.js';

/** How a cluster gets over it; all times in milliseconds. */
export interface Recovery {
  /** From the disturbance until writes to the partitions of the node worked again; 0: always did. */
  readonly failover: number;
  /** The same from the return of the node. */
  readonly recovery: number;
  /** From the return of the node until it got commands again. */
  readonly inUse: number;
  /** Increments that failed although they set out when the cluster had to be well again. */
  readonly lateFailures: readonly Outcome[];
}

/** What came of a scenario. */
export interface ScenarioResult extends Judgement, Recovery {
  readonly scenario: string;
  readonly node: number;
  /** Longest time in ms in which no node did anything: what else the machine does is in all figures. */
  readonly stall: number;
  /** How often each error came, by class, code and result code. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Tend intervals in which a node is waited for that gets no commands. */
const PATIENCE = 12;
/** Increments of a record. */
const PER_RECORD = 50;

/** Disturbs one node under load, lets it come back, and holds what was said against what is there. */
export async function playScenario(
  stage: Stage,
  scenario: Scenario,
  node: number,
  firstId: number,
): Promise<ScenarioResult> {
  const name = await stage.cluster.nodeName(node);
  const prober = await Prober.start(stage.client, name);
  await stage.cluster.longestStall();
  const played = await new Play(stage, scenario, { node, firstId }).run();
  await prober.stop();
  const { outcomes, disturbedAt, returnedAt, inUse, judgements } = played;
  const since = (from: number, to: number): number =>
    Math.max(0, (prober.lastFailure(from, to) ?? from) - from);
  const deadline = returnedAt + stage.scale.recovery;
  const late = outcomes.filter(
    ({ startedAt, verdict, mode }) =>
      startedAt >= deadline && verdict !== 'acknowledged' && !INCREMENT_MODES[mode].isAborted,
  );
  return {
    scenario: scenario.name,
    node,
    ...sum(judgements),
    failover: since(disturbedAt, returnedAt),
    recovery: since(returnedAt, Infinity),
    inUse,
    lateFailures: late,
    stall: await stage.cluster.longestStall(),
    errors: countErrors(outcomes),
  };
}

/** What was seen while a scenario was played. */
interface Played {
  readonly outcomes: readonly Outcome[];
  readonly judgements: readonly Judgement[];
  readonly disturbedAt: number;
  readonly returnedAt: number;
  readonly inUse: number;
}

/** One scenario on its way. */
class Play {
  readonly #stage: Stage;
  readonly #scenario: Scenario;
  readonly #node: number;
  readonly #firstId: number;

  constructor(
    stage: Stage,
    scenario: Scenario,
    { node, firstId }: { readonly node: number; readonly firstId: number },
  ) {
    this.#stage = stage;
    this.#scenario = scenario;
    this.#node = node;
    this.#firstId = firstId;
  }

  run(): Promise<Played> {
    return this.#scenario.splits ? this.#runSplit() : this.#runWhole();
  }

  async #runWhole(): Promise<Played> {
    const { cluster, scale } = this.#stage;
    const { before, after } = scale;
    const peaks = [before, before + this.#hold];
    const share = this.#share([0, 1], before + this.#hold + after, peaks);
    const load = carry(this.#stage, share);
    const disturbedAt = await this.#disturb();
    await this.#pause(this.#hold);
    const { returnedAt, inUse } = await this.#undo();
    const outcomes = await load;
    await this.#pause(after - (Date.now() - returnedAt) / scale.tendInterval);
    await cluster.migrated();
    const judgements = [judge(outcomes, [await this.#evidence(share)])];
    return { outcomes, judgements, disturbedAt, returnedAt, inUse };
  }

  /**
   * What each side was told while the cluster is split is read on both of them before they are united:
   * what one of them has accepted is lost then, as in any cluster that is available when it is split.
   */
  async #runSplit(): Promise<Played> {
    const { cluster, scale } = this.#stage;
    const { before, after } = scale;
    const split = this.#share([0, 1 / 2], before + this.#hold, [before]);
    const load = carry(this.#stage, split);
    const disturbedAt = await this.#disturb();
    const splitAt = Date.now();
    const outcomes = await load;
    const hosts = await cluster.hosts();
    const sides = await Promise.all([
      this.#evidence(split, hosts.toSpliced(this.#node, 1)),
      this.#evidence(split, [hosts[this.#node] as string]),
    ]);
    const united = this.#share([1 / 2, 1], after, [0]);
    const { returnedAt, inUse } = await this.#undo();
    const later = await carry(this.#stage, united);
    await cluster.migrated();
    const judgements = [
      judge(outcomes, sides, splitAt),
      judge(later, [await this.#evidence(united)]),
    ];
    outcomes.push(...later);
    return { outcomes, judgements, disturbedAt, returnedAt, inUse };
  }

  get #hold(): number {
    return this.#scenario.lasts ? this.#stage.scale.hold : 0;
  }

  /** @returns when it began. */
  async #disturb(): Promise<number> {
    await this.#pause(this.#stage.scale.before);
    const disturbedAt = Date.now();
    await this.#stage.cluster.do(this.#node, this.#scenario.disturb);
    return disturbedAt;
  }

  async #undo(): Promise<Pick<Played, 'returnedAt' | 'inUse'>> {
    const { cluster, scale } = this.#stage;
    const before = this.#scenario.undo === 'start' ? 0 : await cluster.commands(this.#node);
    await cluster.do(this.#node, this.#scenario.undo);
    const returnedAt = Date.now();
    const end = returnedAt + PATIENCE * scale.tendInterval;
    while ((await cluster.commands(this.#node)) <= before && Date.now() < end) await sleep(2);
    return { returnedAt, inUse: Date.now() - returnedAt };
  }

  async #evidence({ set, records }: LoadShare, hosts?: readonly string[]): Promise<Evidence> {
    return readEvidence(hosts ?? (await this.#stage.cluster.hosts()), set, records);
  }

  /**
   * Load of some tend intervals, with peaks after some.
   *
   * @param fractions - of the increments of the scenario, between which the load has its own.
   */
  #share(
    [from, to]: readonly [number, number],
    intervals: number,
    peaks: readonly number[],
  ): LoadShare {
    const { increments, tendInterval } = this.#stage.scale;
    const first = this.#firstId + Math.floor(increments * from);
    const count = Math.ceil(increments * (to - from));
    return {
      set: `chaos-${first}`,
      records: Math.ceil(count / PER_RECORD),
      increments: count,
      firstId: first,
      duration: intervals * tendInterval,
      peaks: peaks.map((each) => each * tendInterval),
      peakWidth: tendInterval / 2,
    };
  }

  async #pause(intervals: number): Promise<void> {
    if (intervals > 0) await sleep(intervals * this.#stage.scale.tendInterval);
  }
}

function sum(judgements: readonly Judgement[]): Judgement {
  const total = (field: Exclude<keyof Judgement, 'violations'>): number =>
    judgements.reduce((all, each) => all + each[field], 0);
  return {
    acknowledged: total('acknowledged'),
    inDoubt: total('inDoubt'),
    refused: total('refused'),
    found: total('found'),
    doubtsFound: total('doubtsFound'),
    repeated: total('repeated'),
    violations: judgements.flatMap(({ violations }) => violations),
  };
}

function countErrors(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { error, verdict } of outcomes) {
    if (error === undefined) continue;
    const name = `${error}, ${verdict}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
