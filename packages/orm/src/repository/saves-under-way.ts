import { ParallelSaveError } from '../error/parallel-save-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { describeId } from './write-error.js';

const underWay = new Set<object>();

/**
 * Notes that an entity is being saved, until {@link endSave}.
 *
 * @throws ParallelSaveError while another save of the same object is under way
 */
export function beginSave(metadata: EntityMetadata, entity: object, method: string): void {
  refuseParallel(metadata, entity, method);
  underWay.add(entity);
}

/** Ends what {@link beginSave} began. */
export function endSave(entity: object): void {
  underWay.delete(entity);
}

/** @throws ParallelSaveError while a save of the entity is under way */
export function refuseParallel(
  { name, id: { property } }: EntityMetadata,
  entity: object,
  method: string,
): void {
  if (!underWay.has(entity)) return;
  const id = (entity as Record<string, unknown>)[property];
  throw new ParallelSaveError(
    `${method}(): a save of this ${name} ${describeId(id)} is under way already; await it before the next, or read the entity once for each writer`,
    { entity: name, id },
  );
}
