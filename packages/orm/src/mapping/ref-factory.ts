import type { UserKey } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import type { ReferenceMetadata } from '../metadata/value-metadata.js';

/** What is stored for a reference: the id of the other entity, or the digest of its key. */
export interface StoredReference {
  /** Undefined when only the digest is known. */
  readonly id: UserKey | undefined;
  /** The 20 bytes of the digest where references are stored by digest; else null. */
  readonly digest: Buffer | null;
}

/** Makes the value of a `@Reference` property out of what is stored. */
export type RefFactory = (reference: ReferenceMetadata, stored: StoredReference) => object;

/** A reference outside a data source: it knows the id and cannot load. */
class UnloadedRef implements StoredReference {
  readonly loaded = false;
  readonly id: UserKey | undefined;
  readonly digest: Buffer | null;
  readonly #entity: string;

  constructor(entity: string, { id, digest }: StoredReference) {
    this.id = id;
    this.digest = digest;
    this.#entity = entity;
  }

  get(): never {
    throw new MappingError(this.#entity, 'is not loaded; populate the reference first');
  }

  load(): Promise<never> {
    return Promise.reject(
      new MappingError(this.#entity, 'was read outside a data source, so it cannot be loaded'),
    );
  }
}

/** The factory of values that are read outside a data source. */
export const unloadedRefs: RefFactory = (reference, stored) =>
  new UnloadedRef(reference.target().name, stored);
