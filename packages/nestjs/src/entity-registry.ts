import type { EntityClass } from '@aeroform/orm';

const registered = new Map<string, Set<EntityClass>>();

/**
 * Remembers the entities that `forFeature` names, for `autoLoadEntities`: NestJS evaluates all
 * `forFeature` calls while it reads the modules, before the first provider is created.
 */
export function registerEntities(dataSource: string, entities: readonly EntityClass[]): void {
  let known = registered.get(dataSource);
  if (known === undefined) registered.set(dataSource, (known = new Set()));
  for (const entity of entities) known.add(entity);
}

export function registeredEntities(dataSource: string): readonly EntityClass[] {
  return [...(registered.get(dataSource) ?? [])];
}

/** Forgets the entities of one data source, or of all. */
export function forgetEntities(dataSource?: string): void {
  if (dataSource === undefined) registered.clear();
  else registered.delete(dataSource);
}
