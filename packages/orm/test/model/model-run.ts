import type { Repository } from '../../src/index.js';
import type { Random } from '../support/random-orders.js';
import { difference, EntityModel } from './entity-model.js';
import {
  copy,
  loadedValue,
  type Plain,
  PROPERTIES,
  type PropertyModel,
  type PropertyName,
  storedValue,
} from './property-model.js';

/** An entity that was read, and may be stale by now. */
export interface Held<T> {
  readonly entity: T;
  readonly id: string | number;
  /** Of the record when it was read or written. */
  readonly generation: number;
  /** Which of the records of its id it was. */
  readonly life: number;
  /** What it was like then. */
  readonly base: Plain;
  /** The properties that were read; null for all. */
  readonly loaded: readonly PropertyName[] | null;
}

/** What the steps of a program know about the class that they work on. */
export interface ModelSubject<T extends object> {
  readonly name: string;
  readonly ids: readonly (string | number)[];
  readonly isVersioned: boolean;
  readonly repository: Repository<T>;
}

/** How many entities are remembered at most. */
const MOST_HELD = 12;

/** A random program in progress: the repository, the model, and the entities in hand. */
export class ModelRun<T extends { id: string | number }> {
  readonly subject: ModelSubject<T>;
  readonly random: Random;
  readonly model: EntityModel<string | number>;
  readonly held: Held<T>[] = [];
  /** What was done, for the message of a failure. */
  readonly trace: string[] = [];
  /** How often each step came to each end: a program that changes nothing shows nothing. */
  readonly ends = new Map<string, number>();

  constructor(subject: ModelSubject<T>, random: Random) {
    this.subject = subject;
    this.random = random;
    const known = subject.repository.metadata.properties.map(({ property }) => property);
    this.model = new EntityModel(known.filter((name): name is PropertyName => name in PROPERTIES));
  }

  /** The repository, for ids of either type. */
  get repository(): Repository<T> {
    return this.subject.repository;
  }

  /** A random id, as the methods of the repository take it. */
  id(): never {
    return this.random.pick(this.subject.ids) as never;
  }

  /** Several different ids. */
  someIds(): never[] {
    return this.random.some(this.subject.ids).slice(0, 6) as never[];
  }

  /** A new entity. */
  create(id: string | number): T {
    return this.repository.create({ id, ...this.model.draft(this.random) } as never);
  }

  /** What the record of a new entity holds: the declared defaults are written, too. */
  created(entity: T): Plain {
    return Object.fromEntries(
      this.model.properties.map((name) => {
        const value = (entity as Plain)[name];
        return [name, storedValue(name, value === undefined ? defaultOf(name) : value)];
      }),
    ) as Plain;
  }

  /** Remembers an entity that agrees with its record. */
  hold(entity: T, loaded: readonly PropertyName[] | null = null): void {
    const { id } = entity;
    const { generation, life, values } = this.model.get(id)!;
    const names = loaded ?? this.model.properties;
    const base = Object.fromEntries(
      names.map((name) => [name, copy(loadedValue(name, values))]),
    ) as Plain;
    this.held.push({ entity, id, generation, life, base, loaded });
    if (this.held.length > MOST_HELD) this.held.shift();
  }

  /**
   * Takes a remembered entity away, and changes it. Not one whose record was removed and made anew: it
   * may have the generation of the old one again, by which alone the server tells them apart.
   */
  takeChanged(isWanted: (held: Held<T>) => boolean = () => true): Held<T> | undefined {
    const fitting = this.held.filter((held) => {
      const { life } = this.model.get(held.id) ?? held;
      return life === held.life && isWanted(held);
    });
    if (fitting.length === 0) return undefined;
    const held = this.random.pick(fitting);
    this.drop(held.entity);
    this.change(held);
    return held;
  }

  /** Forgets an entity. */
  drop(entity: T): void {
    const at = this.held.findIndex((held) => held.entity === entity);
    if (at >= 0) this.held.splice(at, 1);
  }

  /** Changes some of the properties that an entity holds, some of them in place. */
  change({ entity, loaded }: Pick<Held<T>, 'entity' | 'loaded'>): void {
    const target = entity as Plain;
    for (const name of loaded ?? this.model.properties) {
      if (!this.random.chance(0.25)) continue;
      const { make, edit }: PropertyModel = PROPERTIES[name];
      const value = target[name];
      const isThere = value !== undefined && value !== null;
      if (edit !== undefined && isThere && this.random.chance(0.6)) {
        edit(this.random, value as never);
      } else if (name !== 'count' && this.random.chance(0.2)) {
        target[name] = loaded === null && this.random.chance(0.5) ? undefined : null;
      } else {
        target[name] = make(this.random);
      }
    }
  }

  /** The stored values that a save of a changed entity writes. */
  changesOf({ entity, base, loaded }: Held<T>): Plain {
    const now = this.model.valuesOf(entity);
    const names = loaded ?? this.model.properties;
    return difference(base, Object.fromEntries(names.map((name) => [name, now[name]])) as Plain);
  }

  /** Compares what was read with the model: values and version. */
  expectEntity(entity: T | null, id: string | number, names = this.model.properties): void {
    const record = this.model.get(id);
    if (record === undefined) {
      expect({ id, entity }).toEqual({ id, entity: null });
      return;
    }
    const found = Object.fromEntries(
      names.map((name) => [name, copy((entity as Plain | null)?.[name]) ?? undefined]),
    );
    const expected = Object.fromEntries(
      names.map((name) => [name, loadedValue(name, record.values)]),
    );
    expect({ id, is: entity !== null, ...found }).toEqual({ id, is: true, ...expected });
    expect({ id, version: this.repository.versionOf(entity!) }).toEqual({
      id,
      version: record.generation,
    });
  }

  /** Reads the record of an id and compares it. */
  async check(id: string | number): Promise<void> {
    this.expectEntity(await this.repository.findById(id as never), id);
  }

  /** Counts an end of the present step. */
  came(end: string): void {
    this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
  }

  /** Notes what is done. */
  note(text: string): void {
    this.trace.push(text);
    if (this.trace.length > 30) this.trace.shift();
  }
}

function defaultOf(name: PropertyName): unknown {
  const { default: value }: PropertyModel = PROPERTIES[name];
  return value;
}
