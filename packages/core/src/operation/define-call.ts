import type { BitCallName } from '../cdt/bit-call.js';
import type { HllCallName } from '../cdt/hll-call.js';
import type { ListCallName } from '../cdt/list-call.js';
import type { MapCallName } from '../cdt/map-call.js';
import { InvalidArgError } from '../error/argument-error.js';
import { checkBinName } from '../value/bin-name.js';
import type { ComparisonValue } from '../value/comparison-value.js';
import type { CallParameter } from '../parameter/call-parameter.js';
import type { BitOperation, HllOperation, ListOperation, MapOperation } from './operation.js';

/** What the parameters take, in their order. */
type Given<P extends readonly unknown[]> = {
  [I in keyof P]: P[I] extends CallParameter<infer T> ? T : never;
};

type Helper<Operation, P extends readonly unknown[]> = (
  bin: string,
  ...given: Given<P>
) => Operation;

/** Checks the arguments of one helper and puts them in the order of the wire. */
function reader(helper: string, parameters: readonly CallParameter<never>[]) {
  const paths = parameters.map(({ name }) => `${helper}(${name})`);
  const binPath = `${helper}(bin)`;
  return (bin: string, given: readonly unknown[]): readonly ComparisonValue[] => {
    checkBinName(bin, binPath);
    if (given.length > parameters.length) throw tooMany(helper, parameters, given.length);
    const args: ComparisonValue[] = [];
    for (let i = 0; i < parameters.length; i++) {
      // safe: parameters check what they are given.
      (parameters[i] as CallParameter<never>).append(args, given[i] as never, paths[i] as string);
    }
    return Object.freeze(args);
  };
}

function tooMany(
  helper: string,
  parameters: readonly CallParameter<never>[],
  given: number,
): InvalidArgError {
  const names = ['bin', ...parameters.map(({ name }) => name)].join(', ');
  return new InvalidArgError(`${helper}(${names}) got ${given + 1} arguments`, {
    argument: helper,
  });
}

const NO_CONTEXT = Object.freeze([]);

/** Defines a helper that works inside a list. */
export function defineList<P extends readonly CallParameter<never>[]>(
  helper: string,
  name: ListCallName,
  ...parameters: P
): Helper<ListOperation, P> {
  const read = reader(helper, parameters);
  return (bin, ...given) =>
    Object.freeze({
      family: 'list',
      name,
      bin,
      args: read(bin, given),
      context: NO_CONTEXT,
      createFlags: 0,
    });
}

/** Defines a helper that works inside a map. */
export function defineMap<P extends readonly CallParameter<never>[]>(
  helper: string,
  name: MapCallName,
  ...parameters: P
): Helper<MapOperation, P> {
  const read = reader(helper, parameters);
  return (bin, ...given) =>
    Object.freeze({
      family: 'map',
      name,
      bin,
      args: read(bin, given),
      context: NO_CONTEXT,
      createFlags: 0,
    });
}

/** Defines a helper that works on the bits of a blob. */
export function defineBit<P extends readonly CallParameter<never>[]>(
  helper: string,
  name: BitCallName,
  ...parameters: P
): Helper<BitOperation, P> {
  const read = reader(helper, parameters);
  return (bin, ...given) => Object.freeze({ family: 'bit', name, bin, args: read(bin, given) });
}

/** Defines a helper that works on a HyperLogLog sketch. */
export function defineHll<P extends readonly CallParameter<never>[]>(
  helper: string,
  name: HllCallName,
  ...parameters: P
): Helper<HllOperation, P> {
  const read = reader(helper, parameters);
  return (bin, ...given) => Object.freeze({ family: 'hll', name, bin, args: read(bin, given) });
}
