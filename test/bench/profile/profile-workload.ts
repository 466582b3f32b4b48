import type { Effort } from '../measure/measure-workload.js';
import { spreadOf } from '../measure/spread.js';
import type { Workload } from '../workload/workload.js';
import { SUBJECTS } from './aims.js';
import { type Costs, costsOf, type Slice, sumOf } from './costs.js';
import { measureSlice, prepare, type Work } from './measure-slice.js';
import type { SubjectProfile, WorkloadProfile } from './profile-result.js';
import { sampleFunctions } from './sample-functions.js';
import { divide } from './self-time.js';

/**
 * Measures both clients in turns, and then looks at their functions, which makes them slower.
 *
 * @param servers ids of the processes of the servers; none if they are not known
 */
export async function profileWorkload(
  workload: Workload,
  { rounds, seconds }: Effort,
  servers: readonly number[],
): Promise<WorkloadProfile> {
  const own = new Profiled(SUBJECTS.own, workload, seconds, servers);
  const baseline = new Profiled(SUBJECTS.baseline, workload, seconds, servers);
  // The first round only warms up.
  for (const subject of [baseline, own]) await subject.measure();
  for (let round = 0; round < rounds; round++) {
    for (const subject of round % 2 === 0 ? [baseline, own] : [own, baseline]) {
      subject.rounds.push(await subject.measure());
    }
  }
  const { name, title, concurrency, items } = workload;
  const ratio = spreadOf(
    own.rounds.map(({ perSecond }, i) => perSecond / baseline.rounds[i]!.perSecond),
  );
  const profiles = { own: await own.profile(), baseline: await baseline.profile() };
  return { name, title, concurrency, items, ratio, ...profiles };
}

/** One client at one workload, and what it took. */
class Profiled {
  readonly rounds: Costs[] = [];
  readonly #subject: string;
  readonly #work: Work;
  readonly #milliseconds: number;
  readonly #servers: readonly number[];

  constructor(subject: string, workload: Workload, seconds: number, servers: readonly number[]) {
    this.#subject = subject;
    this.#work = { ...workload, run: workload.subjects[subject]! };
    this.#milliseconds = seconds * 1000;
    this.#servers = servers;
  }

  async measure(): Promise<Costs> {
    await prepare(this.#work);
    return this.#costsOf(await this.#slice());
  }

  async profile(): Promise<SubjectProfile> {
    const costs = middleOf(this.rounds);
    await prepare(this.#work);
    const { result, functions } = await sampleFunctions(() => this.#slice());
    const slower = sumOf(this.#costsOf(result).main) / sumOf(costs.main);
    return {
      subject: this.#subject,
      perSecond: spreadOf(this.rounds.map(({ perSecond }) => perSecond)),
      costs,
      selfTime: divide(functions, result.items, slower, costs.main),
    };
  }

  #slice(): Promise<Slice> {
    return measureSlice(this.#work, this.#milliseconds, this.#servers);
  }

  #costsOf(slice: Slice): Costs {
    return costsOf(slice, this.#servers.length > 0);
  }
}

function middleOf(rounds: readonly Costs[]): Costs {
  const sorted = [...rounds].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}
