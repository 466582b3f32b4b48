import { stepTo } from '../metadata/resolve-path.js';
import { pathProperties } from '../metadata/embedded-property.js';
import { listLayout } from '../metadata/list-layout.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { declaredStep, type OperateStep, placeStep } from './operate-step.js';
import type { OperateTarget } from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';

/** The writers of properties that were asked for, by name. */
type Nested = Map<string, object>;

/**
 * The writer of an object stored as a map or list: those of its properties by name, and get, set,
 * setExpr and unset of the whole where no property has that name.
 */
export function embeddedWriter(
  target: OperateTarget<EmbeddedMetadata>,
  whole: typeof ScalarWriter = ScalarWriter,
): object {
  const nested: Nested = new Map();
  return new Proxy(new whole(target), {
    get: (writer, name, receiver) =>
      (typeof name === 'string' ? nestedWriter(target, nested, name) : null) ??
      (Reflect.get(writer, name, receiver) as unknown),
  });
}

function nestedWriter(
  target: OperateTarget<EmbeddedMetadata>,
  nested: Nested,
  name: string,
): object | null {
  const known = nested.get(name);
  if (known !== undefined) return known;
  const property = pathProperties(target.value).get(name);
  if (property === undefined) return null;
  const writer = target.sink.writerOf({
    bin: target.bin,
    steps: [...target.steps, stepOf(target, property)],
    value: property.value,
    label: `${target.label}.${name}`,
    sink: target.sink,
    required: !property.nullable,
  });
  nested.set(name, writer);
  return writer;
}

function stepOf(
  { value, keyed }: OperateTarget<EmbeddedMetadata>,
  property: PropertyMetadata,
): OperateStep {
  if (keyed === undefined || value.as !== 'list') return declaredStep(stepTo(value, property));
  // The key has no place in the list.
  const layout = listLayout(value.embeddable).filter((each) => each !== keyed.list.key);
  return placeStep('position', layout.indexOf(property));
}
