import { MappingError } from '../error/mapping-error.js';
import type { OperateTarget } from './operate-target.js';

/** Where writers keep their target: no name of a property, since writers of objects have those, too. */
export const TARGET: unique symbol = Symbol('target');

/** The base of all writers: refuses every name that a writer does not have. */
export class ValueWriter {
  readonly [TARGET]: OperateTarget;

  constructor(target: OperateTarget) {
    this[TARGET] = target;
  }
}

// Behind the methods of all writers, so that only unknown names get here.
const refusing = new Proxy(Object.freeze(Object.create(null) as object), {
  get: (_, name, receiver) => {
    if (typeof name === 'symbol') return undefined;
    throw unknownMethod(receiver as ValueWriter, name);
  },
});
Object.setPrototypeOf(ValueWriter.prototype, refusing);

/** The error about a name that a writer does not have. */
function unknownMethod(writer: ValueWriter, name: string): MappingError {
  const { value, label } = writer[TARGET];
  const remedy =
    value.kind === 'dynamic'
      ? '; declare the property with @ListBin, @MapBin, @SetBin or @Embedded to work inside it'
      : '';
  return new MappingError(
    `${label}.${name}`,
    `there is no such operation on type ${value.kind}; there are ${methodsOf(writer).join(', ')}${remedy}`,
  );
}

function methodsOf(writer: object): string[] {
  const names = new Set<string>();
  let prototype = Object.getPrototypeOf(writer) as object | null;
  while (prototype !== null && prototype !== refusing) {
    for (const name of Object.getOwnPropertyNames(prototype)) names.add(name);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  names.delete('constructor');
  return [...names];
}
