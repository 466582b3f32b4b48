import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import type { CollectedClass } from './collect-members.js';
import type { EntityHooks, HookKind } from './entity-metadata.js';

/** All moments at which methods are called. */
export const hookKinds: readonly HookKind[] = [
  'beforeSave',
  'afterSave',
  'beforeInsert',
  'afterInsert',
  'beforeUpdate',
  'afterUpdate',
  'beforeRemove',
  'afterRemove',
  'beforeSoftRemove',
  'afterSoftRemove',
  'afterLoad',
];

/** The methods of an entity that the mapper calls, by moment. */
export function buildHooks(type: EntityClass, { hooks }: CollectedClass): EntityHooks {
  for (const { method, kind } of hooks) {
    const found: unknown = (type.prototype as Record<string, unknown>)[method];
    if (typeof found === 'function') continue;
    throw new MetadataError(`${type.name}.${method}`, `is no method, but hooks.${kind} names it`);
  }
  const named = hookKinds.map((kind) => [
    kind,
    hooks.filter((hook) => hook.kind === kind).map(({ method }) => method),
  ]);
  // safe: there is an entry for each kind
  return Object.fromEntries(named) as EntityHooks;
}
