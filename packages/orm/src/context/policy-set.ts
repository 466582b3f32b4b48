import type {
  BatchPolicy,
  OperatePolicy,
  QueryPolicy,
  ReadPolicy,
  RemovePolicy,
  WritePolicy,
} from '@aeroform/core';

/** The policies of core by the sort of call. */
export interface PolicyByKind {
  readonly read: ReadPolicy;
  readonly write: WritePolicy;
  readonly remove: RemovePolicy;
  readonly operate: OperatePolicy;
  readonly batch: BatchPolicy;
  readonly query: QueryPolicy;
}

/** A sort of call with a policy of its own. */
export type PolicyKind = keyof PolicyByKind;

/** Default policies by the sort of call; absent where nothing is set. */
export type PolicySet = { readonly [K in PolicyKind]?: PolicyByKind[K] };

/** A set without any policy: what core's client says is used. */
export const NO_POLICIES: PolicySet = Object.freeze({});

/** Lays one set over another. */
export function overPolicies(below: PolicySet, above: PolicySet): PolicySet {
  if (above === NO_POLICIES) return below;
  const merged: { [K in PolicyKind]?: object } = { ...below };
  for (const [kind, policy] of Object.entries(above) as [PolicyKind, object][]) {
    merged[kind] = Object.freeze({ ...below[kind], ...policy });
  }
  return Object.freeze(merged);
}
