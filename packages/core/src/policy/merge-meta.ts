import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { type GenPolicy, MAX_GENERATION, POLICY_GEN_EQ, POLICY_GEN_IGNORE } from './generation.js';
import { copyPolicy } from './copy-policy.js';
import { checkFieldOf, type PolicyField } from './policy-rule.js';
import { TTL_CLIENT_DEFAULT } from './ttl.js';

interface Generations {
  readonly gen: GenPolicy;
  readonly generation: number;
}

/**
 * Lays what a caller said about one record over a complete policy. `meta.gen` is the generation; it
 * is compared for equality unless the policy says how.
 *
 * @throws {InvalidArgError} for an unknown or wrong field, and for a policy that compares generations
 * without one to compare with.
 */
export function mergeMeta<Complete extends Generations>(
  complete: Complete,
  policy: { readonly gen?: GenPolicy } | null | undefined,
  meta: object | null | undefined,
  path = 'meta',
): Complete {
  if (meta === undefined || meta === null) return withoutGeneration(complete, policy, path);
  if (typeof meta !== 'object' || Array.isArray(meta)) {
    throw invalidArg(path, meta, 'an object such as { gen, ttl }');
  }
  const merged = copyPolicy(complete) as Record<string, unknown>;
  for (const field of Object.keys(meta)) {
    const value = (meta as Record<string, unknown>)[field];
    if (value === undefined) continue;
    if (field === 'gen') merged['generation'] = checkGeneration(value, path);
    else mergeField(merged, field, value, path);
  }
  const { gen } = meta as { gen?: number };
  if (gen === undefined) return withoutGeneration(merged as unknown as Complete, policy, path);
  const isUnsaid = policy?.gen === undefined && complete.gen === POLICY_GEN_IGNORE;
  if (isUnsaid) merged['gen'] = POLICY_GEN_EQ;
  return merged as unknown as Complete;
}

function mergeField(
  merged: Record<string, unknown>,
  field: string,
  value: unknown,
  path: string,
): void {
  if (!META_FIELDS.has(field) || !(field in merged)) {
    const argument = `${path}.${field}`;
    const known = [...META_FIELDS].filter((name) => name === 'gen' || name in merged);
    throw new InvalidArgError(`${argument} is no field of meta; there are ${known.join(', ')}`, {
      argument,
    });
  }
  checkFieldOf(path, field as PolicyField, value);
  if (field === 'ttl' && value === TTL_CLIENT_DEFAULT) return;
  merged[field] = value;
}

const META_FIELDS: ReadonlySet<string> = new Set([
  'gen',
  'ttl',
  'key',
  'exists',
  'commitLevel',
  'durableDelete',
]);

function withoutGeneration<Complete extends Generations>(
  complete: Complete,
  policy: { readonly gen?: GenPolicy } | null | undefined,
  path: string,
): Complete {
  if (complete.gen === POLICY_GEN_IGNORE) return complete;
  // A default of the client applies to the writes that have a generation.
  if (policy?.gen === undefined) return { ...complete, gen: POLICY_GEN_IGNORE };
  throw new InvalidArgError(
    `${path}.gen must be the generation to compare with: policy.gen asks for a comparison`,
    { argument: `${path}.gen` },
  );
}

function checkGeneration(generation: unknown, path: string): number {
  const isGeneration =
    Number.isInteger(generation) &&
    (generation as number) >= 0 &&
    (generation as number) <= MAX_GENERATION;
  if (isGeneration) return generation as number;
  throw invalidArg(
    `${path}.gen`,
    generation,
    `a generation (an integer of 0 to ${MAX_GENERATION})`,
  );
}
