import type { BinValue } from '@aeroform/core';
import { canonical } from '../mapping/bin-equals.js';
import { mapperOf } from '../mapping/mapper-of.js';
import type { EntityState } from '../mapping/entity-state.js';
import { unloadedRefs } from '../mapping/ref-factory.js';
import { withLabel } from '../mapping/value-fault.js';
import type { MappedBin } from '../metadata/entity-metadata.js';
import type { MapMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import type { MergeRule } from '../type/merge-rule.js';

/** What both writers began with, and what each made of it: values of one property. */
interface ThreeValues {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** What a rule makes of three values. */
interface MergedValue {
  readonly value: unknown;
}

type NamedRule = Extract<MergeRule<unknown>, string>;
type Merge = (values: ThreeValues, meta: ValueMetadata) => MergedValue | null;

const rules: Readonly<Record<NamedRule, Merge>> = {
  ours: ({ ours }) => ({ value: ours }),
  theirs: ({ theirs }) => ({ value: theirs }),
  sum: ({ base, ours, theirs }) => ({ value: sumOf(base, ours, theirs) }),
  max: ({ ours, theirs }) => ({ value: extreme(ours, theirs, (a, b) => a > b) }),
  min: ({ ours, theirs }) => ({ value: extreme(ours, theirs, (a, b) => a < b) }),
  union: (values, meta) =>
    meta.kind === 'map' ? unionOfEntries(values, meta) : unionOf(values, meta),
};

/** A failed merge: what is saved, what the other writer has saved, and what both began with. */
interface MergeParties {
  readonly entity: object;
  readonly fresh: object;
  readonly before: Pick<EntityState, 'bins' | 'defaulted'>;
}

/** What the rules of properties make of bins that both writers changed; without those in conflict. */
export function mergedByRules(
  both: readonly MappedBin[],
  { entity, fresh, before }: MergeParties,
): ReadonlyMap<MappedBin, unknown> {
  const merged = new Map<MappedBin, unknown>();
  for (const bin of both) {
    if (bin.property.merge === null || ownerAt(entity, bin.path) === null) continue;
    const { binName, path, property } = bin;
    const stored = before.defaulted?.has(binName) === true ? undefined : before.bins.get(binName);
    try {
      const base = valueOfStored(bin, stored);
      const values = { base, ours: valueAt(entity, path), theirs: valueAt(fresh, path) };
      const result = mergeByRule(bin, values);
      if (result !== null) merged.set(bin, result.value);
    } catch (error) {
      throw withLabel(error, property.label);
    }
  }
  return merged;
}

/** Sets the property at a path, whose object exists. */
export function setAt(entity: object, path: readonly string[], value: unknown): void {
  ownerAt(entity, path)![path.at(-1) ?? ''] = value;
}

function valueAt(entity: object, path: readonly string[]): unknown {
  return ownerAt(entity, path)?.[path.at(-1) ?? ''];
}

/** The object that has the last property of a path; null where there is none. */
function ownerAt(entity: object, path: readonly string[]): Record<string, unknown> | null {
  let owner: unknown = entity;
  for (const step of path.slice(0, -1)) owner = (owner as Record<string, unknown> | null)?.[step];
  return (owner as Record<string, unknown> | null | undefined) ?? null;
}

/** What the rule of a property makes of three values; null without one, or where it cannot decide. */
function mergeByRule({ property }: MappedBin, values: ThreeValues): MergedValue | null {
  const { merge, value } = property;
  if (merge === null) return null;
  const present = {
    base: values.base ?? undefined,
    ours: values.ours ?? undefined,
    theirs: values.theirs ?? undefined,
  };
  if (typeof merge !== 'function') return rules[merge](present, value);
  return { value: merge(present.base, present.ours, present.theirs) };
}

/** The property value of what is stored. */
function valueOfStored({ value }: MappedBin, stored: BinValue | undefined): unknown {
  if (stored === undefined || stored === null) return undefined;
  return mapperOf(value).read(stored, unloadedRefs);
}

/** Both changes added to what they began with; an absent number counts as 0. */
function sumOf(...[base, ours, theirs]: readonly unknown[]): unknown {
  if ([base, ours, theirs].some((each) => typeof each === 'bigint')) {
    const whole = (each: unknown): bigint => (each ?? 0n) as bigint;
    return whole(ours) + whole(theirs) - whole(base);
  }
  const number = (each: unknown): number => (each ?? 0) as number;
  return number(ours) + number(theirs) - number(base);
}

type Comparable = number | bigint | string | Date;

/** Of an absent value and another one, the other. */
function extreme(
  ours: unknown,
  theirs: unknown,
  wins: (left: Comparable, right: Comparable) => boolean,
): unknown {
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  return wins(ours as Comparable, theirs as Comparable) ? ours : theirs;
}

/** Theirs, with what we added and without what we removed; elements are told apart as stored. */
function unionOf({ base, ours, theirs }: ThreeValues, meta: ValueMetadata): MergedValue | null {
  const before = elementsOf(base, meta);
  const own = elementsOf(ours, meta);
  const other = elementsOf(theirs, meta);
  const merged = new Map([...other].filter(([text]) => own.has(text) || !before.has(text)));
  for (const [text, element] of own) if (!before.has(text)) merged.set(text, element);
  const elements = [...merged.values()];
  if (meta.kind === 'set') return { value: new Set(elements) };
  // Two versions of the element of one id, say: which one counts is not known.
  return isStorable(elements, meta) ? { value: elements } : null;
}

function elementsOf(collection: unknown, meta: ValueMetadata): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const element of (collection ?? []) as Iterable<unknown>) {
    const single = meta.kind === 'set' ? new Set([element]) : [element];
    const text = canonical(mapperOf(meta).write(single));
    // A list may hold equal elements; each is one of its own.
    let place = 0;
    while (found.has(`${text}#${place}`)) place += 1;
    found.set(`${text}#${place}`, element);
  }
  return found;
}

function isStorable(elements: readonly unknown[], meta: ValueMetadata): boolean {
  try {
    mapperOf(meta).write(elements);
    return true;
  } catch {
    return false;
  }
}

/** The same by key; null where both changed one in different ways. */
function unionOfEntries(
  { base, ours, theirs }: ThreeValues,
  meta: MapMetadata,
): MergedValue | null {
  const before = entriesOf(base, meta);
  const own = entriesOf(ours, meta);
  const merged = entriesOf(theirs, meta);
  for (const key of new Set([...before.keys(), ...own.keys()])) {
    const [was, mine, their] = [before.get(key), own.get(key), merged.get(key)];
    if (mine?.text === was?.text) continue;
    if (their?.text !== was?.text && their?.text !== mine?.text) return null;
    if (mine === undefined) merged.delete(key);
    else merged.set(key, mine);
  }
  const entries = Array.from(merged.values(), ({ key, value }) => [key, value] as const);
  return {
    value:
      meta.as === 'map' ? new Map(entries) : Object.fromEntries(entries as [string, unknown][]),
  };
}

interface Entry {
  readonly key: unknown;
  readonly value: unknown;
  /** Equal for equal values. */
  readonly text: string;
}

/** The entries of a map by the text of their keys. */
function entriesOf(collection: unknown, meta: MapMetadata): Map<string, Entry> {
  const mapper = mapperOf(meta);
  const isMap = meta.as === 'map';
  const entries = isMap
    ? ((collection ?? new Map()) as ReadonlyMap<unknown, unknown>)
    : Object.entries((collection ?? {}) as object);
  return new Map(
    Array.from(entries, ([key, value]: readonly [unknown, unknown]) => {
      const single = isMap ? new Map([[key, value]]) : { [key as string]: value };
      // safe: a map is stored as one
      const [stored] = mapper.write(single) as ReadonlyMap<BinValue, BinValue>;
      const [storedKey, item] = stored!;
      return [canonical(storedKey), { key, value, text: canonical(item) }];
    }),
  );
}
