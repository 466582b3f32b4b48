import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { KeyedListMetadata } from '../metadata/value-metadata.js';
import { canonical } from './bin-equals.js';
import { itemStep } from './item-step.js';
import { storedEntries, unknownInEntries } from './map-mapper.js';
import { objectMapper } from './object-mapper.js';
import { placesOf } from './unknown-keys.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/**
 * The mapper of `@ListBin(() => E, { as: 'map' })`: a map from the id of each element to the element
 * without it. Reading gives the elements in the order of their ids.
 */
export function keyedListMapper(
  { element, key }: KeyedListMetadata,
  mapperOf: MapperSource,
): ValueMapper {
  const item = objectMapper(element, mapperOf, key);
  const keyMapper = mapperOf(key.value);
  const write = (value: unknown, before?: BinValue): BinValue => {
    if (!Array.isArray(value)) {
      throw new ValueFault(`must be an array; got ${describeValue(value)}`);
    }
    const stored = new Map<BinValue, BinValue>();
    const seen = new Set<string>();
    const placeOf = placesOf(item, before);
    value.forEach((each: unknown, index) => {
      try {
        const id = idOf(each, key.property);
        const storedId = keyMapper.write(id);
        const text = canonical(storedId);
        if (seen.has(text)) {
          throw new ValueFault(`has the same ${key.property} as an element before it`);
        }
        seen.add(text);
        stored.set(storedId, item.write(each, placeOf?.(storedId)));
      } catch (error) {
        throw faultInside(error, `[${index}]`);
      }
    });
    return stored;
  };
  return {
    read: (stored, refs) =>
      Array.from(storedEntries(stored), ([id, each]) => {
        try {
          const value = item.read(each, refs) as Record<string, unknown>;
          value[key.property] = keyMapper.read(id, refs);
          return value;
        } catch (error) {
          throw faultInside(error, itemStep(id));
        }
      }),
    write,
    same(value, stored) {
      if (!Array.isArray(value) || typeof stored !== 'object' || stored === null) return false;
      try {
        const entries = storedEntries(stored);
        const before = new Map(Array.from(entries, ([id, was]) => [canonical(id), was]));
        const elements = value as readonly unknown[];
        const texts = elements.map((each) => canonical(keyMapper.write(idOf(each, key.property))));
        if (before.size !== elements.length || new Set(texts).size !== texts.length) return false;
        return texts.every((text, index) => {
          const was = before.get(text);
          return was !== undefined && was !== null && item.same(elements[index], was);
        });
      } catch {
        return false;
      }
    },
    ...unknownInEntries(item),
  };
}

function idOf(element: unknown, property: string): unknown {
  const id =
    typeof element === 'object' && element !== null
      ? (element as Record<string, unknown>)[property]
      : undefined;
  if (id !== undefined && id !== null) return id;
  throw new ValueFault(
    `needs its ${property}, which is the key of the map; got ${describeValue(element)}`,
  );
}
