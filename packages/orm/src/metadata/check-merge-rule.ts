import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import type { MergeRule } from '../type/merge-rule.js';
import { classesOf } from './embeddable-discriminator.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { ValueMetadata } from './value-metadata.js';

const NUMBERS = ['int', 'bigint', 'double'];
const ORDERED = [...NUMBERS, 'date', 'datetime-ns', 'string'];

/** The kinds of values that each rule is for; null for all. */
const kindsOf: Readonly<
  Record<Exclude<MergeRule<unknown>, (...values: never) => unknown>, readonly string[] | null>
> = {
  ours: null,
  theirs: null,
  sum: NUMBERS,
  max: ORDERED,
  min: ORDERED,
  union: ['list', 'set', 'map', 'keyedList'],
};

/** Refuses a rule that does not exist, or is not for the value of the property. */
export function checkMergeRule(rule: unknown, value: ValueMetadata, label: string): void {
  if (rule === undefined || typeof rule === 'function') return;
  if (typeof rule !== 'string' || !Object.hasOwn(kindsOf, rule)) {
    const known = Object.keys(kindsOf).map((each) => `'${each}'`);
    throw new MetadataError(
      label,
      `merge must be ${known.join(', ')} or a function (base, ours, theirs) => value; got ${describeValue(rule)}`,
    );
  }
  const kinds = kindsOf[rule as keyof typeof kindsOf];
  if (kinds === null) return;
  const isConverted = 'converter' in value && value.converter !== null;
  if (kinds.includes(value.kind) && !isConverted) return;
  const found = isConverted ? 'a converter' : `type ${value.kind}`;
  throw new MetadataError(
    label,
    `merge: '${rule}' is for properties of type ${kinds.join(', ')} and this one has ${found}; declare its type, or give a function (base, ours, theirs) => value`,
  );
}

/** Refuses rules inside an object in one bin, which is merged as a whole. */
export function checkNestedMergeRules(properties: readonly PropertyMetadata[]): void {
  const seen = new Set<unknown>();
  const visit = (value: ValueMetadata): void => {
    const inner = partsOf(value);
    for (const part of inner) visit(part);
    if (value.kind !== 'embedded' || seen.has(value.embeddable)) return;
    if (value.as !== 'bins') seen.add(value.embeddable);
    for (const nested of classesOf(value.embeddable).flatMap(({ properties }) => properties)) {
      if (nested.merge !== null && value.as !== 'bins') {
        throw new MetadataError(
          nested.label,
          `has a merge rule, but objects in a map or list are merged as a whole; put the rule on the property that holds the object, or store it as: 'bins'`,
        );
      }
      visit(nested.value);
    }
  };
  for (const { value } of properties) visit(value);
}

function partsOf(value: ValueMetadata): readonly ValueMetadata[] {
  if (value.kind === 'map') return [value.value];
  return 'element' in value ? [value.element] : [];
}
