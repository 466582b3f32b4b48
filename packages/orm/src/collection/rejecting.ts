import { nameArgument } from '../operate/name-argument.js';
import { TARGET, ValueWriter } from '../operate/value-writer.js';

// Any: a mixin takes any constructor.
// oxlint-disable-next-line typescript/no-explicit-any
type WriterClass = new (...args: any[]) => object;

/** Methods that lead to something and send nothing: what is wrong with their arguments is thrown. */
const LEADING: ReadonlySet<string> = new Set([
  'constructor',
  'in',
  'item',
  'byIndex',
  'byRank',
  'byValue',
  'indexRange',
  'rankRange',
  'equalTo',
  'valueList',
  'valueRange',
  'relativeRankRange',
  'keyRange',
  'keyList',
  'relativeIndexRange',
]);

/**
 * The same class with methods that reject where those of the writer throw, since they give promises;
 * what core says of their arguments is told as theirs.
 */
export function rejecting<C extends WriterClass>(writer: C): C {
  const result = class extends writer {};
  for (const name of methodsOf(writer)) {
    const method = (writer.prototype as Record<string, (...args: unknown[]) => unknown>)[name]!;
    Object.defineProperty(result.prototype, name, {
      configurable: true,
      value(this: object, ...args: unknown[]): unknown {
        try {
          return method.apply(this, args);
        } catch (error) {
          const { label } = (this as ValueWriter)[TARGET];
          return Promise.reject(nameArgument(error, `${label}.${name}`) as Error);
        }
      },
    });
  }
  return result;
}

function methodsOf(writer: WriterClass): Set<string> {
  const names = new Set<string>();
  let prototype = writer.prototype as object;
  while (prototype !== ValueWriter.prototype) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (!LEADING.has(name)) names.add(name);
    }
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return names;
}
