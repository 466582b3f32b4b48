import {
  type BinValue,
  MAP_RETURN_COUNT,
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  mapGetByIndexRange,
  mapGetByKeyRange,
  mapGetByKeyRelativeIndexRange,
} from '@aeroform/core';
import { fromBin } from '../mapping/from-bin.js';
import { checkOptions } from '../operate/check-options.js';
import { KeyedListWriter } from '../operate/keyed-list-writer.js';
import { keyFrom, type MapTarget, rawPairs, storedKey } from '../operate/map-target.js';
import { MapWriter } from '../operate/map-writer.js';
import { TARGET } from '../operate/value-writer.js';
import type { EntryPages, HandleOptions } from '../type/handle.js';
import { runMulti, withOptions } from './handle-methods.js';
import { type PageSource, readPages } from './read-pages.js';
import { rejecting } from './rejecting.js';

const PAGES = { pageSize: 'number', from: 'any', to: 'any' } as const;

/** A map that is worked on without being loaded. */
export class MapHandle extends rejecting(MapWriter) {
  with(options: HandleOptions<object>): object {
    return withOptions(this[TARGET], options);
  }

  multi(build: (collection: object) => unknown): Promise<Record<string, unknown>> {
    return runMulti(this[TARGET], build);
  }

  entries(pages: EntryPages<unknown> = {}): AsyncGenerator<[unknown, unknown], void, undefined> {
    checkOptions(pages, PAGES, `${this[TARGET].label}.entries`);
    return entriesByKey(this[TARGET], pages);
  }

  keys(pages: EntryPages<unknown> = {}): AsyncGenerator<unknown, void, undefined> {
    checkOptions(pages, PAGES, `${this[TARGET].label}.keys`);
    return keysInOrder(this[TARGET], pages);
  }

  [Symbol.asyncIterator](): AsyncGenerator<[unknown, unknown], void, undefined> {
    return this.entries();
  }
}

/** A list stored as a map by id that is worked on without being loaded. */
export class KeyedListHandle extends rejecting(KeyedListWriter) {
  with(options: HandleOptions<object>): object {
    return withOptions(this[TARGET], options);
  }

  multi(build: (collection: object) => unknown): Promise<Record<string, unknown>> {
    return runMulti(this[TARGET], build);
  }

  async *items(
    pages: { readonly pageSize?: number } = {},
  ): AsyncGenerator<unknown, void, undefined> {
    const target = this[TARGET];
    const { pageSize } = pages;
    checkOptions(pages, { pageSize: 'number' }, `${target.label}.items`);
    const source = entrySource(target.bin, null);
    for await (const entry of readPages(target, source, { from: undefined, pageSize })) {
      const [pair] = rawPairs([entry]);
      // safe: a keyed list is read as an array
      const elements = fromBin(target.value, new Map([pair!]), target.label) as unknown[];
      yield elements[0];
    }
  }

  [Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    return this.items();
  }
}

async function* entriesByKey(
  target: MapTarget,
  { from, to, pageSize }: EntryPages<unknown>,
): AsyncGenerator<[unknown, unknown], void, undefined> {
  const source = entrySource(target.bin, to === undefined ? null : storedKey(target, to));
  const start = from === undefined ? undefined : storedKey(target, from);
  for await (const entry of readPages(target, source, { from: start, pageSize })) {
    const [key, value] = entry as unknown as [BinValue, BinValue];
    yield [keyFrom(target, key), fromBin(target.value.value, value, target.label)];
  }
}

async function* keysInOrder(
  target: MapTarget,
  { from, to, pageSize }: EntryPages<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  const source: PageSource = {
    ...sourceOf(target.bin, MAP_RETURN_KEY, to === undefined ? null : storedKey(target, to)),
    items: (answer) => (answer ?? []) as readonly BinValue[],
    keyOf: (key) => key,
  };
  const start = from === undefined ? undefined : storedKey(target, from);
  for await (const key of readPages(target, source, { from: start, pageSize })) {
    yield keyFrom(target, key);
  }
}

/** Entries as pairs of key and value. */
function entrySource(bin: string, end: BinValue | null): PageSource {
  return {
    ...sourceOf(bin, MAP_RETURN_KEY_VALUE, end),
    items: (answer) => rawPairs(answer) as readonly BinValue[],
    keyOf: (pair) => (pair as readonly BinValue[])[0] ?? null,
  };
}

function sourceOf(
  bin: string,
  returnType: typeof MAP_RETURN_KEY | typeof MAP_RETURN_KEY_VALUE,
  end: BinValue | null,
): Pick<PageSource, 'page' | 'left'> {
  return {
    page: (start, count) =>
      start === undefined
        ? mapGetByIndexRange(bin, 0, returnType, count)
        : mapGetByKeyRelativeIndexRange(bin, start, 0, returnType, count),
    left:
      end === null ? null : (start) => mapGetByKeyRange(bin, start ?? null, end, MAP_RETURN_COUNT),
  };
}
