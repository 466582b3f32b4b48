import { metadataOfEntity } from '../mapping/class-metadata.js';
import { clearState } from '../mapping/entity-state.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** An entity whose record was removed is new again: its version is that of no record any more. */
export function forgetRecord(metadata: EntityMetadata, entity: object): void {
  clearState(entity);
  const { version } = metadataOfEntity(metadata, entity);
  // Reflect: a frozen entity keeps what it has.
  if (version !== null) Reflect.set(entity, version.property, undefined);
}
