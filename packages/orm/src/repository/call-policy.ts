import type { BatchPolicy, WritePolicy } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';

/** What the mapper decides about a write: said with options, by the verb, or by the entity class. */
type MapperField = 'exists' | 'gen' | 'ttl' | 'key' | 'durableDelete';

/** Core's WritePolicy without what the mapper decides itself. */
export type WriteCallPolicy = Omit<WritePolicy, MapperField>;

/** Core's BatchPolicy without what the mapper decides itself. */
export type BatchCallPolicy = Omit<BatchPolicy, MapperField>;

/** The option that says the same, and what else does. */
const REMEDY: Readonly<
  Record<MapperField, { readonly option: string | null; readonly otherwise: string }>
> = {
  exists: {
    option: null,
    otherwise: 'the verb decides it; use insert(), update(), replace(), upsert() or save()',
  },
  gen: { option: 'ifVersion', otherwise: 'the call decides itself whether versions are compared' },
  ttl: { option: 'ttl', otherwise: 'it is no part of the policy of this call' },
  key: { option: null, otherwise: 'sendKey of @Entity decides it' },
  durableDelete: { option: 'durableDelete', otherwise: 'durableDelete of @Entity decides it' },
};

/**
 * Refuses fields of the policy of a writing call that would be overridden, or would override what the
 * mapper says.
 *
 * @param allowed the options of the call
 */
export function checkCallPolicy(
  verb: string,
  policy: object | undefined,
  allowed: readonly string[],
): void {
  if (policy === undefined) return;
  for (const [field, { option, otherwise }] of Object.entries(REMEDY)) {
    if ((policy as Record<string, unknown>)[field] === undefined) continue;
    const remedy =
      option !== null && allowed.includes(option) ? `use the option ${option}` : otherwise;
    throw new OptionError(`policy.${field}`, `is not for ${verb}(): ${remedy}`);
  }
}
