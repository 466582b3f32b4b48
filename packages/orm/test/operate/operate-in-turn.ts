import { DRIVER } from '../../../../test/support/driver-under-test.js';
import type { Op, RecordOps, Repository } from '../../src/index.js';
import { Gadget } from './gadget.js';

type Builders = Readonly<Record<string, () => Op<unknown>>>;
type ResultsOf<B extends Builders> = {
  readonly [K in keyof B]: ReturnType<B[K]> extends Op<infer V> ? V : never;
};

/**
 * Runs operations in one call. With the native driver, which tells one result of a bin only, each has a
 * call of its own.
 */
export async function operateInTurn<B extends Builders>(
  gadgets: Repository<Gadget>,
  id: string,
  buildersFor: (gadget: RecordOps<Gadget>) => B,
): Promise<ResultsOf<B>> {
  const results: Record<string, unknown> = {};
  let names: readonly string[];
  let done = 0;
  do {
    const answered = await gadgets.operate(id, (gadget) => {
      const builders = buildersFor(gadget);
      names = Object.keys(builders);
      const due = DRIVER === 'native' ? names.slice(done, done + 1) : names;
      return Object.fromEntries(due.map((name) => [name, builders[name]!()]));
    });
    Object.assign(results, answered);
    done = Object.keys(results).length;
  } while (done < names!.length);
  // safe: every name has its result by now
  return results as ResultsOf<B>;
}
