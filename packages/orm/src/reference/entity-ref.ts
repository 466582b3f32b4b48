import { types } from 'node:util';
import { keyDigest } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { ReferenceNotLoadedError } from '../error/reference-not-loaded-error.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { IdOf } from '../type/entity-type.js';
import type { LoadedRef, LoadOptions } from '../type/ref.js';
import { describeTarget } from './describe-target.js';
import { loadTarget } from './load-target.js';
import { sameTarget } from './same-target.js';
import { ADOPT, SETTLE, type SettableRef } from './settable-ref.js';

/** What a reference is to. */
export interface RefTarget {
  readonly metadata: EntityMetadata;
  /** The context of the referenced entity; null outside a data source. */
  readonly context: (() => EntityContext) | null;
}

/** What is known of the referenced record. */
export interface KnownTarget {
  readonly id?: unknown;
  readonly digest?: Buffer | null;
  readonly entity?: object;
}

/** The references of this package. */
export class EntityRef<T extends object> implements LoadedRef<T>, SettableRef {
  /** Its own, so that whoever compares or shows objects sees it. */
  readonly id!: IdOf<T>;
  readonly #target: RefTarget;
  readonly #digest: Buffer | null;
  #context: (() => EntityContext) | null;
  /** Undefined before it was looked up; null when there is none. */
  #entity: T | null | undefined;
  #loading: Promise<T> | null = null;
  /** Gives a reference to the same record that belongs to a data source, where this one does not. */
  #adopted: (() => SettableRef) | null = null;

  constructor(target: RefTarget, { id, digest = null, entity }: KnownTarget) {
    this.#target = target;
    this.#context = target.context;
    this.#digest = digest;
    this.#entity = entity as T | undefined;
    this.#setId(id);
  }

  get loaded(): boolean {
    return this.#entity !== undefined && this.#entity !== null;
  }

  /** The digest of the key where it is known, so that it need not be made of the id. */
  get digest(): Buffer | null {
    if (this.#digest !== null || this.#context === null || this.id === undefined) {
      return this.#digest;
    }
    return keyDigest(toKey(this.#context(), this.id));
  }

  get $(): T | null {
    return this.#entity === undefined ? this.#refuse() : this.#entity;
  }

  get(): T {
    if (this.#entity === undefined) return this.#refuse();
    if (this.#entity !== null) return this.#entity;
    const { name } = this.#target.metadata;
    throw new EntityNotFoundError(`there is no ${this.#name()}, which is referred to`, {
      entity: name,
      id: this.id,
    });
  }

  load(options: LoadOptions = {}): Promise<T> {
    if (this.loaded) return Promise.resolve(this.get());
    if (this.#context === null && this.#adopted === null) {
      return Promise.reject(
        this.#error(
          `belongs to no data source, so it cannot be loaded: make it with repository.ref(id), name it in populate, or save what holds it`,
        ),
      );
    }
    if (Object.values(options).some((option) => option !== undefined)) return this.#read(options);
    // Whoever asks meanwhile waits for the same.
    this.#loading ??= this.#read(options).finally(() => (this.#loading = null));
    return this.#loading;
  }

  equals(other: object | IdOf<T>): boolean {
    return sameTarget(this.#target.metadata, this, other);
  }

  /** The id, as JSON can hold it; `toPlain` writes loaded entities out. */
  toJSON(): unknown {
    if (this.id === undefined) return { digest: this.digest?.toString('base64') ?? null };
    if (typeof this.id === 'bigint') return this.id.toString();
    return types.isUint8Array(this.id) ? Buffer.from(this.id).toString('base64') : this.id;
  }

  [SETTLE](entity: object | null, context: EntityContext): void {
    this.#context ??= () => context;
    this.#entity = entity as T | null;
    if (entity !== null && this.id === undefined) this.#setId(undefined);
  }

  [ADOPT](make: () => SettableRef): void {
    if (this.#context === null) this.#adopted = make;
  }

  async #read(options: LoadOptions): Promise<T> {
    if (this.#context === null) {
      // safe: it is to the same record
      this.#entity = (await this.#adopted!().load(options)) as T;
      return this.#entity;
    }
    const context = this.#context();
    const entity = await loadTarget(context, this, options);
    this[SETTLE](entity, context);
    return this.get();
  }

  #setId(id: unknown): void {
    const entity = this.#entity as Record<string, unknown> | null | undefined;
    const { property } = this.#target.metadata.id;
    const known = id ?? entity?.[property];
    const own = this as { id: unknown };
    if ((known ?? null) !== null || entity === undefined || entity === null) own.id = known;
    // An entity that is new gets its id when it is saved.
    else Object.defineProperty(own, 'id', { get: () => entity[property], enumerable: true });
  }

  #refuse(): never {
    throw this.#error('is not loaded: await ref.load(), or name it in populate');
  }

  #error(problem: string): ReferenceNotLoadedError {
    const { name } = this.#target.metadata;
    return new ReferenceNotLoadedError(`the reference to ${this.#name()} ${problem}`, {
      entity: name,
      id: this.id,
    });
  }

  #name(): string {
    return describeTarget(this.#target.metadata, { id: this.id, digest: this.#digest });
  }
}
