import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { listLayout } from '../metadata/list-layout.js';
import type {
  EmbeddableDiscriminator,
  EmbeddableMetadata,
  EmbeddedMetadata,
} from '../metadata/value-metadata.js';
import { ownValue } from './own-value.js';
import { isPlainObject } from './plain-object.js';
import { setOwn } from './set-own.js';
import { writtenOver } from './unknown-keys.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { ValueMapper } from './value-mapper.js';

/** Ends a list with the class of the object, as java-object-mapper writes it. */
const MARK = '@T:';

/** A class of the hierarchy with its mapper. */
interface Variant {
  readonly value: string;
  readonly embeddable: EmbeddableMetadata;
  readonly mapper: ValueMapper;
  /** What of a stored object the mapper knows: all, where the discriminator is a property too. */
  readonly inner: (stored: BinValue) => BinValue;
}

/**
 * The mapper of embedded objects of several classes: a map has the discriminator among its keys, a list
 * ends with it.
 *
 * @param mapperFor makes the mapper of one of the classes
 */
export function polymorphicMapper(
  { as, embeddable }: EmbeddedMetadata,
  mapperFor: (embeddable: EmbeddableMetadata) => ValueMapper,
): ValueMapper {
  // safe: it is made for hierarchies only
  const discriminator = embeddable.discriminator!;
  const form = as === 'list' ? listForm : mapForm(discriminator.key);
  const made = new Map<EmbeddableMetadata, Variant>();
  const variantOf = (value: string): Variant | undefined => {
    const found = discriminator.variants().get(value);
    if (found === undefined) return undefined;
    const before = made.get(found);
    if (before !== undefined) return before;
    if (as === 'list') checkLayout(embeddable, found);
    const hasKind =
      as !== 'list' && found.properties.some(({ storedName }) => storedName === discriminator.key);
    const inner = (stored: BinValue): BinValue => (hasKind ? stored : form.without(stored));
    const variant = { value, embeddable: found, mapper: mapperFor(found), inner };
    made.set(found, variant);
    return variant;
  };
  const storedVariant = (stored: BinValue): Variant | undefined => {
    const kind = form.kindIn(stored) ?? discriminator.value;
    return typeof kind === 'string' ? variantOf(kind) : undefined;
  };
  const ownVariant = (value: unknown): Variant => {
    const kind = kindOf(value, embeddable, discriminator);
    const variant = kind === null ? undefined : variantOf(kind);
    if (variant === undefined) throw noClass(value, embeddable, discriminator);
    return variant;
  };
  return {
    read(stored, refs) {
      const variant = storedVariant(stored);
      if (variant === undefined) throw unknownKind(form.kindIn(stored), embeddable, discriminator);
      return variant.mapper.read(variant.inner(stored), refs);
    },
    write(value, before) {
      const { mapper, value: kind, inner, ...variant } = ownVariant(value);
      // What another class has left there is no unknown key of this one.
      const over = writtenOver(value as object, before);
      const isSame = over !== null && storedVariant(over)?.value === kind;
      const place = isSame ? inner(over) : before === undefined ? undefined : null;
      const source = ownObject(value, variant.embeddable, discriminator.key, kind);
      return form.withKind(mapper.write(source, place), kind);
    },
    same(value, stored) {
      try {
        const { mapper, value: kind, inner, ...variant } = ownVariant(value);
        if (form.kindIn(stored) !== kind) return false;
        const source = ownObject(value, variant.embeddable, discriminator.key, kind);
        return mapper.same(source, inner(stored));
      } catch {
        return false;
      }
    },
    unknownIn(stored) {
      const variant = storedVariant(stored);
      return variant?.mapper.unknownIn?.(variant.inner(stored));
    },
  };
}

/** Where the discriminator is in what is stored. */
interface StoredForm {
  /** What says the class; null for nothing. */
  kindIn(stored: BinValue): BinValue;
  without(stored: BinValue): BinValue;
  /** The same with it; what is given may be changed. */
  withKind(stored: BinValue, kind: string): BinValue;
}

function mapForm(key: string): StoredForm {
  return {
    kindIn(stored) {
      if (types.isMap(stored)) return (stored as ReadonlyMap<BinValue, BinValue>).get(key) ?? null;
      return isPlainObject(stored) ? (ownValue(stored as never, key) ?? null) : null;
    },
    without(stored) {
      if (types.isMap(stored)) {
        const entries = [...(stored as ReadonlyMap<BinValue, BinValue>)];
        return new Map(entries.filter(([name]) => name !== key));
      }
      if (!isPlainObject(stored)) return stored;
      const { [key]: _, ...rest } = stored as Record<string, BinValue>;
      return rest;
    },
    withKind(stored, kind) {
      if (types.isMap(stored)) (stored as Map<BinValue, BinValue>).set(key, kind);
      else setOwn(stored as Record<string, BinValue>, key, kind);
      return stored;
    },
  };
}

const listForm: StoredForm = {
  kindIn(stored) {
    const last = Array.isArray(stored) ? (stored.at(-1) as BinValue) : null;
    return typeof last === 'string' && last.startsWith(MARK) ? last.slice(MARK.length) : null;
  },
  without(stored) {
    const items = stored as readonly BinValue[];
    return listForm.kindIn(stored) === null ? stored : items.slice(0, -1);
  },
  withKind: (stored, kind) => [...(stored as readonly BinValue[]), `${MARK}${kind}`],
};

/** What is known of the class of an embedded object; of the declared one where it has none of its own. */
export function embeddableOfObject(
  embeddable: EmbeddableMetadata,
  value: unknown,
): EmbeddableMetadata {
  const { discriminator } = embeddable;
  if (discriminator === null) return embeddable;
  const kind = kindOf(value, embeddable, discriminator);
  return (kind === null ? undefined : discriminator.variants().get(kind)) ?? embeddable;
}

/** The discriminator value of an object: that of its class, or what a plain object says; null for none. */
function kindOf(
  value: unknown,
  { embeddable }: EmbeddableMetadata,
  { key, value: own, variants }: EmbeddableDiscriminator,
): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isPlainObject(value)) {
    const said: unknown = Object.hasOwn(value, key) ? (value as never)[key] : own;
    return typeof said === 'string' ? said : null;
  }
  const classes = [...variants()];
  let type: unknown = value.constructor;
  for (; typeof type === 'function' && type !== embeddable; type = Object.getPrototypeOf(type)) {
    const found = classes.find(([, variant]) => variant.embeddable === type);
    if (found !== undefined) return found[0];
  }
  return type === embeddable ? own : null;
}

/**
 * The object as its class is mapped: in a plain one the discriminator need be no property. Where it is
 * one, it must say the class.
 */
function ownObject(
  value: unknown,
  { property }: EmbeddableMetadata,
  key: string,
  kind: string,
): unknown {
  const object = value as Readonly<Record<string, unknown>>;
  const said = Object.hasOwn(object, key) ? (object[key] ?? kind) : kind;
  if (said !== kind) {
    throw faultInside(new ValueFault(`must be '${kind}'; got ${describeValue(said)}`), `.${key}`);
  }
  if (!isPlainObject(value)) return value;
  const { [key]: _, ...rest } = object;
  return property.has(key) ? { ...rest, [key]: kind } : rest;
}

function noClass(
  value: unknown,
  { name }: EmbeddableMetadata,
  { key, variants }: EmbeddableDiscriminator,
): ValueFault {
  const known = [...variants()].map(([kind, variant]) => `${variant.name} ('${kind}')`).join(', ');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return new ValueFault(`must be a ${name}; got ${describeValue(value)}`);
  }
  return new ValueFault(
    isPlainObject(value)
      ? `${key} of a plain object must say its class; there are ${known}; got ${describeValue((value as never)[key])}`
      : `is of class ${value.constructor.name}, which has no discriminator value; there are ${known}; decorate the class with @Embeddable({ discriminator: { value: '…' } })`,
  );
}

function unknownKind(
  kind: BinValue,
  { name }: EmbeddableMetadata,
  { key, variants }: EmbeddableDiscriminator,
): ValueFault {
  const known = [...variants().keys()].map((value) => `'${value}'`).join(', ');
  if (kind === null) {
    return new ValueFault(`the record holds no ${key}, which says the class of ${name} (${known})`);
  }
  return new ValueFault(
    `the record holds ${key} ${describeValue(kind)}, which no class of ${name} declares (there are ${known}); add @Embeddable({ discriminator: { value: … } }) with it to the class and import that class`,
  );
}

/** Paths into a list reach properties of the base class by their places. */
function checkLayout(base: EmbeddableMetadata, variant: EmbeddableMetadata): void {
  const own = listLayout(variant);
  const moved = listLayout(base).find(({ property }, index) => own[index]?.property !== property);
  if (moved === undefined) return;
  throw new MetadataError(
    `${variant.name}.${moved.property}`,
    `must have the place in lists that it has in ${base.name}; give the properties of ${variant.name} no @Ordinal before it`,
  );
}
