import { ValueFault } from './value-fault.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { dynamicMapper } from './dynamic-mapper.js';
import { keyedListMapper } from './keyed-list-mapper.js';
import { listMapper, setMapper } from './list-mapper.js';
import { mapMapper } from './map-mapper.js';
import { objectMapper } from './object-mapper.js';
import { referenceMapper } from './reference-mapper.js';
import { scalarMapper } from './scalar-mapper.js';
import type { ValueMapper } from './value-mapper.js';

const mappers = new WeakMap<ValueMetadata, ValueMapper>();

/** The mapper of a declaration; built on first use. */
export function mapperOf(meta: ValueMetadata): ValueMapper {
  const known = mappers.get(meta);
  if (known !== undefined) return known;
  const mapper = build(meta);
  mappers.set(meta, mapper);
  return mapper;
}

function build(meta: ValueMetadata): ValueMapper {
  switch (meta.kind) {
    case 'dynamic':
      return dynamicMapper(meta);
    case 'list':
      return listMapper(meta, mapperOf);
    case 'set':
      return setMapper(meta, mapperOf);
    case 'map':
      return mapMapper(meta, mapperOf);
    case 'keyedList':
      return keyedListMapper(meta, mapperOf);
    case 'reference':
      return referenceMapper(meta, mapperOf);
    case 'embedded':
      if (meta.as === 'bins') return spreadInside;
      return objectMapper(meta, mapperOf);
    default:
      return scalarMapper(meta);
  }
}

/** Bins are of the record: inside a map or list there are none to spread an object over. */
const spreadInside: ValueMapper = {
  read: refuseSpread,
  write: refuseSpread,
  same: () => false,
};

function refuseSpread(): never {
  throw new ValueFault(`as: 'bins' is for properties of entities, not inside a map or list`);
}
