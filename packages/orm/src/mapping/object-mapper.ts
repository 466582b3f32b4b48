import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { embeddedListMapper } from './embedded-list-mapper.js';
import { embeddedMapper } from './embedded-mapper.js';
import { polymorphicMapper } from './polymorphic-mapper.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/**
 * The mapper of an object embedded as a map or list.
 *
 * @param key a property that is stored elsewhere: the key of a keyed list; null for none
 */
export function objectMapper(
  meta: EmbeddedMetadata,
  mapperOf: MapperSource,
  key: PropertyMetadata | null = null,
): ValueMapper {
  const build = meta.as === 'list' ? embeddedListMapper : embeddedMapper;
  if (meta.embeddable.discriminator === null) return build(meta, mapperOf, key);
  return polymorphicMapper(meta, (embeddable) => {
    const own = key === null ? null : (embeddable.property.get(key.property) ?? null);
    return build({ ...meta, embeddable }, mapperOf, own);
  });
}
