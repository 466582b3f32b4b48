import { Presets, SingleBar } from 'cli-progress';

/** Tells the tour: what is done, what came out, and how long it took. */
export class Narrator {
  /** What the tour found out; the same on every server and in every run. */
  readonly answers: Record<string, unknown> = {};
  readonly #timings: [step: string, ms: number][] = [];
  readonly #out: NodeJS.WritableStream;

  constructor(out: NodeJS.WritableStream = process.stdout) {
    this.#out = out;
  }

  say(line = ''): void {
    this.#out.write(`${line}\n`);
  }

  /** Does one step of the tour under a title and keeps its time. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.say();
    this.say(`${this.#timings.length + 1}. ${title}`);
    const start = performance.now();
    const result = await work();
    this.#timings.push([title, performance.now() - start]);
    return result;
  }

  /** Reports a finding and keeps it for the comparison of runs. */
  answer(name: string, value: unknown, line: string): void {
    this.answers[name] = value;
    this.say(`   ${line}`);
  }

  /** A progress bar; call the returned function with how much is done. */
  progress(total: number): (done: number) => void {
    const bar = new SingleBar(
      {
        format: '   {bar} {percentage} % | {value} of {total}',
        stream: this.#out,
        noTTYOutput: true,
        notTTYSchedule: 500,
        hideCursor: true,
      },
      Presets.shades_classic,
    );
    bar.start(total, 0);
    return (done) => {
      bar.update(done);
      if (done >= total) bar.stop();
    };
  }

  summary(): void {
    this.say();
    this.say('Summary');
    const width = Math.max(...this.#timings.map(([title]) => title.length));
    for (const [title, ms] of this.#timings) {
      this.say(`   ${title.padEnd(width)}  ${ms.toFixed(0).padStart(6)} ms`);
    }
  }
}
