import {
  type BinValue,
  LIST_RETURN_COUNT,
  LIST_RETURN_VALUE,
  listGetByIndexRange,
  listGetByRankRange,
  listGetByValueRange,
  listGetByValueRelativeRankRange,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { fromBin } from '../mapping/from-bin.js';
import { checkOptions } from '../operate/check-options.js';
import { ListWriter } from '../operate/list-writer.js';
import type { ListTarget } from '../operate/list-target.js';
import { encode } from '../operate/operate-target.js';
import { SetWriter } from '../operate/set-writer.js';
import { TARGET } from '../operate/value-writer.js';
import type { HandleOptions, ItemPages, ValuePages } from '../type/handle.js';
import type { CallSink } from './call-sink.js';
import { runMulti, withOptions } from './handle-methods.js';
import { checkPageSize, pending, readPages, type PageSource } from './read-pages.js';
import { rejecting } from './rejecting.js';

/** A list that is worked on without being loaded. */
export class ListHandle extends rejecting(ListWriter) {
  with(options: HandleOptions<object>): object {
    return withOptions(this[TARGET], options);
  }

  multi(build: (collection: object) => unknown): Promise<Record<string, unknown>> {
    return runMulti(this[TARGET], build);
  }

  items(pages: ItemPages = {}): AsyncGenerator<unknown, void, undefined> {
    const target = this[TARGET];
    const label = `${target.label}.items`;
    checkOptions(pages, { pageSize: 'number', from: 'number', to: 'number' }, label);
    const { from = 0, to = Number.MAX_SAFE_INTEGER } = pages;
    checkIndex(from, `${label}: from`);
    checkIndex(to, `${label}: to`);
    return itemsByIndex(target, { from, to, size: checkPageSize(target, pages.pageSize) });
  }

  [Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    return this.items();
  }
}

/** A set that is worked on without being loaded. */
export class SetHandle extends rejecting(SetWriter) {
  with(options: HandleOptions<object>): object {
    return withOptions(this[TARGET], options);
  }

  multi(build: (collection: object) => unknown): Promise<Record<string, unknown>> {
    return runMulti(this[TARGET], build);
  }

  items(pages: ValuePages<unknown> = {}): AsyncGenerator<unknown, void, undefined> {
    const target: ListTarget = this[TARGET];
    checkOptions(pages, { pageSize: 'number', from: 'any', to: 'any' }, `${target.label}.items`);
    return itemsByValue(target, pages);
  }

  [Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    return this.items();
  }
}

interface IndexPages {
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

async function* itemsByIndex(
  target: ListTarget,
  { from, to, size }: IndexPages,
): AsyncGenerator<unknown, void, undefined> {
  const sink = target.sink as CallSink;
  for (let at = from; at < to; at += size) {
    const count = Math.min(size, to - at);
    const operation = listGetByIndexRange(target.bin, at, LIST_RETURN_VALUE, count);
    const page = ((await sink.take(pending(target, operation))) ?? []) as readonly BinValue[];
    for (const item of page) yield fromBin(target.value.element, item, target.label);
    if (page.length < count) return;
  }
}

async function* itemsByValue(
  target: ListTarget,
  { from, to, pageSize }: ValuePages<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  const { bin, value, label } = target;
  const encoded = (item: unknown) => encode(target, item, value.element);
  const end = to === undefined ? null : encoded(to);
  const source: PageSource = {
    page: (start, count) =>
      start === undefined
        ? listGetByRankRange(bin, 0, LIST_RETURN_VALUE, count)
        : listGetByValueRelativeRankRange(bin, start, 0, LIST_RETURN_VALUE, count),
    left:
      end === null
        ? null
        : (start) => listGetByValueRange(bin, start ?? null, end, LIST_RETURN_COUNT),
    items: (answer) => (answer ?? []) as readonly BinValue[],
    keyOf: (item) => item,
  };
  const start = from === undefined ? undefined : encoded(from);
  for await (const item of readPages(target, source, { from: start, pageSize })) {
    yield fromBin(value.element, item, label);
  }
}

function checkIndex(index: number, option: string): void {
  if (Number.isSafeInteger(index) && index >= 0) return;
  throw new OptionError(option, `must be a whole number of 0 or more; got ${describeValue(index)}`);
}
