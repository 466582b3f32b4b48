/** A rule in code; a method, so that a rule for some values is one for fewer. */
interface MergeFunction<V> {
  merge(base: V | undefined, ours: V | undefined, theirs: V | undefined): V | null | undefined;
}

/**
 * What becomes of a property that two writers changed, when a save is merged
 * (`save(entity, { merge: 'disjoint' })`):
 *
 * - `'ours'`: the value of the entity that is saved; `'theirs'`: that of the other writer
 * - `'sum'`: both changes of a number are added
 * - `'max'`, `'min'`: the greater or smaller value of a number, a date or a text
 * - `'union'`: what either added to a list, set or map is in it, what either removed is not
 * - a function of the value both began with, ours and theirs
 *
 * An absent value is undefined. A rule that cannot decide, such as `'union'` where both set the same key
 * of a map, leaves the property in conflict.
 */
export type MergeRule<V> =
  | 'ours'
  | 'theirs'
  | 'sum'
  | 'max'
  | 'min'
  | 'union'
  | MergeFunction<V>['merge'];
