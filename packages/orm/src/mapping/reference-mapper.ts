import { types } from 'node:util';
import { type BinValue, keyDigest, type UserKey } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ReferenceMetadata } from '../metadata/value-metadata.js';
import { binEquals } from './bin-equals.js';
import { ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

const DIGEST_BYTES = 20;

/** What a reference says of itself; the digest is known where the id is not. */
interface RefLike {
  readonly id?: unknown;
  readonly digest?: unknown;
  readonly loaded: boolean;
}

/**
 * The mapper of `@Reference`. The property holds a reference; the referenced entity, or its id, is
 * written as well.
 */
export function referenceMapper(meta: ReferenceMetadata, mapperOf: MapperSource): ValueMapper {
  const write = meta.by === 'id' ? idWriter(meta, mapperOf) : digestWriter(meta, mapperOf);
  return {
    read(stored, refs) {
      if (meta.by === 'digest') return refs(meta, { id: undefined, digest: digestOf(stored) });
      const id = mapperOf(meta.target().id.value).read(stored, refs);
      return refs(meta, { id: id as UserKey, digest: null });
    },
    write,
    same(value, stored) {
      try {
        return binEquals(write(value), stored);
      } catch {
        return false;
      }
    },
  };
}

function idWriter(meta: ReferenceMetadata, mapperOf: MapperSource): (value: unknown) => BinValue {
  return (value) => {
    const target = meta.target();
    const id = idOf(target, value);
    if (id !== undefined && id !== null) return mapperOf(target.id.value).write(id);
    throw new ValueFault(
      `must refer to a ${target.name} that has its ${target.id.property}; save that first, or use ref(${target.name}, …); got ${isRefLike(value) ? `a reference to one without` : describeValue(value)}`,
    );
  };
}

function digestWriter(
  meta: ReferenceMetadata,
  mapperOf: MapperSource,
): (value: unknown) => BinValue {
  const writeId = idWriter(meta, mapperOf);
  return (value) => {
    const known = isRefLike(value) ? value.digest : undefined;
    if (types.isUint8Array(known) && known.length === DIGEST_BYTES) return Buffer.from(known);
    // The digest does not depend on the namespace.
    return Buffer.from(keyDigest(['any', meta.target().set, writeId(value) as UserKey]));
  };
}

/** The id of the referenced entity, given as a reference, the entity or the id itself. */
function idOf(target: EntityMetadata, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || types.isUint8Array(value)) return value;
  if (value instanceof target.entity) {
    return (value as Record<string, unknown>)[target.id.property];
  }
  return isRefLike(value) ? value.id : undefined;
}

function isRefLike(value: unknown): value is RefLike {
  return typeof value === 'object' && value !== null && 'loaded' in value;
}

function digestOf(stored: BinValue): Buffer {
  if (types.isUint8Array(stored) && stored.length === DIGEST_BYTES) return Buffer.from(stored);
  throw new ValueFault(`the record holds ${describeValue(stored)}, not a digest of 20 bytes`);
}
