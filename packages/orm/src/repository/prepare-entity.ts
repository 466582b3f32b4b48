import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { applyDefaults } from '../mapping/apply-defaults.js';
import { stateOf } from '../mapping/entity-state.js';
import { generateId } from '../id/generate-id.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Refuses what is no instance of the class, gives a new one its defaults and id, and runs the
 * `@BeforeSave` hooks.
 */
export async function prepareEntity<T extends object>(
  metadata: EntityMetadata<T>,
  entity: T,
  verb: string,
): Promise<void> {
  if (!(entity instanceof metadata.entity)) {
    throw new MappingError(
      metadata.name,
      `${verb}() takes an instance; got ${describeValue(entity)}; make one with create()`,
    );
  }
  if (stateOf(entity) === undefined) applyDefaults(metadata, entity);
  const target = entity as Record<string, unknown>;
  const { property } = metadata.id;
  if (target[property] === undefined || target[property] === null) {
    const id = await generateId(metadata.idStrategy);
    if (id !== undefined) target[property] = id;
  }
  for (const hook of metadata.hooks.beforeSave) {
    await (target as Record<string, () => unknown>)[hook]?.();
  }
}
