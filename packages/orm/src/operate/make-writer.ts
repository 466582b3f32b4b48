import { MappingError } from '../error/mapping-error.js';
import { stepTo } from '../metadata/resolve-path.js';
import type {
  EmbeddedMetadata,
  ListMetadata,
  MapMetadata,
  SetMetadata,
  ValueMetadata,
} from '../metadata/value-metadata.js';
import { listMethods } from './list-writer.js';
import { mapMethods } from './map-writer.js';
import { numberMethods } from './number-writer.js';
import type { OperateTarget, WriterMethods } from './operate-target.js';
import { scalarMethods } from './scalar-writer.js';
import { stringMethods } from './string-writer.js';

type MethodsOf = (target: OperateTarget) => WriterMethods;

const scalarOnly: MethodsOf = () => ({});

/** The methods of each kind besides get, set and unset. */
const methodsOf: Readonly<Record<ValueMetadata['kind'], MethodsOf>> = {
  int: numberMethods,
  bigint: numberMethods,
  double: numberMethods,
  string: stringMethods,
  bool: scalarOnly,
  bytes: scalarOnly,
  date: scalarOnly,
  'datetime-ns': numberMethods,
  geojson: scalarOnly,
  hll: scalarOnly,
  json: scalarOnly,
  dynamic: (target) => ({ ...numberMethods(target), ...stringMethods(target) }),
  list: (target) => listMethods(target as OperateTarget & { value: ListMetadata }),
  set: (target) => listMethods(target as OperateTarget & { value: SetMetadata }),
  map: (target) => mapMethods(target as OperateTarget & { value: MapMetadata }, makeWriter),
  embedded: scalarOnly,
};

/** The writer of a value: the methods of its kind, and the writers of its properties. */
export function makeWriter(target: OperateTarget): object {
  const { value } = target;
  const hasConverter = 'converter' in value && value.converter !== null;
  const methods: WriterMethods = {
    ...scalarMethods(target),
    ...(hasConverter ? {} : methodsOf[value.kind](target)),
  };
  return new Proxy(methods, {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined;
      if (value.kind === 'embedded') {
        const nested = nestedWriter(target, value, name);
        if (nested !== null) return nested;
      }
      if (Object.hasOwn(methods, name)) return methods[name];
      throw unknownMethod(target, name, Object.keys(methods));
    },
  });
}

/** The writer of a property of an object embedded as a map or list. */
function nestedWriter(target: OperateTarget, value: EmbeddedMetadata, name: string): object | null {
  const property = value.embeddable.property.get(name);
  if (property === undefined) return null;
  return makeWriter({
    ...target,
    steps: [...target.steps, stepTo(value, property)],
    value: property.value,
    label: `${target.label}.${name}`,
  });
}

function unknownMethod(
  target: OperateTarget,
  name: string,
  known: readonly string[],
): MappingError {
  const { value } = target;
  const remedy =
    value.kind === 'dynamic'
      ? '; declare the property with @ListBin, @MapBin, @SetBin or @Embedded to work inside it'
      : '';
  return new MappingError(
    `${target.label}.${name}`,
    `there is no such operation on type ${value.kind}; there are ${known.join(', ')}${remedy}`,
  );
}
