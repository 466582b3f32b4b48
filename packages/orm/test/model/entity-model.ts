import { isDeepStrictEqual } from 'node:util';
import { type Plain, PROPERTIES, type PropertyName, storedValue } from './property-model.js';
import type { Random } from '../support/random-orders.js';

/** A record as the model has it. */
export interface ModelRecord {
  readonly generation: number;
  /** Of all records that were made, which one it is: generations start anew after a removal. */
  readonly life: number;
  readonly values: Plain;
}

/** The records of one class: what the server must hold. */
export class EntityModel<I> {
  readonly properties: readonly PropertyName[];
  readonly #records = new Map<I, ModelRecord>();
  #lives = 0;

  constructor(properties: readonly PropertyName[]) {
    this.properties = properties;
  }

  get(id: I): ModelRecord | undefined {
    return this.#records.get(id);
  }

  entries(): [I, ModelRecord][] {
    return [...this.#records];
  }

  /** The record of an id has exactly these values afterwards. */
  put(id: I, values: Plain): number {
    const { generation, life } = this.get(id) ?? { generation: 0, life: ++this.#lives };
    const kept = Object.entries(values).filter(([, value]) => value !== undefined);
    const stored = Object.fromEntries(kept) as Plain;
    this.#records.set(id, { generation: generation + 1, life, values: stored });
    return generation + 1;
  }

  /** Some values of a record change; undefined takes one away. */
  patch(id: I, values: Plain): number {
    return this.put(id, { ...this.get(id)?.values, ...values });
  }

  remove(id: I): boolean {
    return this.#records.delete(id);
  }

  /** What writing all properties of an object stores. */
  valuesOf(source: object): Plain {
    return Object.fromEntries(
      this.properties.map((name) => [name, storedValue(name, (source as Plain)[name])]),
    ) as Plain;
  }

  /** Random values for some properties; `count` is always among them. */
  draft(random: Random): Plain {
    const chosen = this.properties.filter((name) => name === 'count' || random.chance(0.5));
    return Object.fromEntries(chosen.map((name) => [name, PROPERTIES[name].make(random)])) as Plain;
  }
}

/** The stored values that differ; undefined for those that are gone. */
export function difference(before: Plain, after: Plain): Plain {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as PropertyName[];
  return Object.fromEntries(
    names
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .map((name) => [name, after[name]]),
  ) as Plain;
}
