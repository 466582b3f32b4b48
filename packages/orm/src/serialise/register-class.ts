import type * as ClassTransformer from 'class-transformer';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddableMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { classesOf } from '../metadata/embeddable-discriminator.js';
import { convertedForm } from './converted-form.js';
import { fromJsonForm } from './from-json-form.js';
import { withKinds } from './kind-form.js';
import { makeInstance } from './make-instance.js';
import { ownForm } from './own-form.js';
import { callOf, isLeftOut } from './plain-call.js';

/** Classes whose properties class-transformer knows from us. */
const registered = new WeakSet<EntityClass>();

/**
 * Tells class-transformer the types of an entity class, and of what it embeds, so that `@Type` is not
 * needed. Transforms of the application get property values, in both directions.
 */
export function registerEntity(
  transformer: typeof ClassTransformer,
  { entity, properties }: Pick<EntityMetadata, 'entity' | 'properties'>,
): void {
  if (registered.has(entity)) return;
  registered.add(entity);
  for (const property of properties) registerProperty(transformer, entity, property);
}

function registerEmbeddable(
  transformer: typeof ClassTransformer,
  { embeddable: entity, properties }: EmbeddableMetadata,
): void {
  registerEntity(transformer, { entity, properties });
}

function registerProperty(
  transformer: typeof ClassTransformer,
  type: EntityClass,
  declared: PropertyMetadata,
): void {
  const { property, value: meta } = declared;
  const { Transform } = transformer;
  const prototype = type.prototype as object;
  Transform(
    ({ value, obj, options }) => {
      const call = callOf(options);
      if (isLeftOut(call, obj, property)) return undefined;
      return withKinds(meta, ownForm(convertedForm(declared, value), call));
    },
    { toPlainOnly: true },
  )(prototype, property);
  Transform(
    ({ value, options }) =>
      fromJsonForm(meta, value, (nested, plain) =>
        makeInstance(transformer, nested, plain, options),
      ),
    { toClassOnly: true },
  )(prototype, property);
  registerNested(transformer, meta);
}

function registerNested(transformer: typeof ClassTransformer, meta: ValueMetadata): void {
  switch (meta.kind) {
    case 'map':
      registerNested(transformer, meta.value);
      return;
    case 'list':
    case 'set':
    case 'keyedList':
      registerNested(transformer, meta.element);
      return;
    case 'embedded':
      for (const each of classesOf(meta.embeddable)) registerEmbeddable(transformer, each);
      return;
    case 'reference':
      registerEntity(transformer, meta.target());
      return;
    default:
  }
}
