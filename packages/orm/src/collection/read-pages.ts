import type { BinValue, ListOperation, MapOperation, Operation } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { binEquals } from '../mapping/bin-equals.js';
import { within } from '../operate/nested-operation.js';
import { type OperateTarget, PendingOperation } from '../operate/operate-target.js';
import type { CallSink } from './call-sink.js';

/** A collection in the server's order of keys or values, read from one of them on. */
export interface PageSource {
  /** Reads items from a key or value on (from the first without one), which is included. */
  readonly page: (from: BinValue | undefined, count: number) => ListOperation | MapOperation;
  /** Counts the items from a key or value on to the end that was asked for; null without an end. */
  readonly left: ((from: BinValue | undefined) => ListOperation | MapOperation) | null;
  /** Items of an answer. */
  readonly items: (answer: BinValue) => readonly BinValue[];
  /** What an item is found by. */
  readonly keyOf: (item: BinValue) => BinValue;
}

const DEFAULT_PAGE_SIZE = 1000;

/** The items of a collection, page by page. An item that is there all the time comes exactly once. */
export async function* readPages(
  target: OperateTarget,
  source: PageSource,
  {
    from,
    pageSize,
  }: { readonly from: BinValue | undefined; readonly pageSize: number | undefined },
): AsyncGenerator<BinValue, void, undefined> {
  const size = checkPageSize(target, pageSize);
  let last: BinValue | undefined;
  for (;;) {
    const isFirst = last === undefined;
    // The last item once more: it may be gone, and then the page begins behind it.
    const count = isFirst ? size : size + 1;
    const { page, left } = await readPage(target, source, isFirst ? from : last, count);
    const items = source.items(page).slice(0, left);
    for (const item of items) {
      const key = source.keyOf(item);
      if (last !== undefined && binEquals(key, last)) continue;
      yield item;
    }
    const end = items.at(-1);
    if (items.length < count || end === undefined) return;
    last = source.keyOf(end);
  }
}

async function readPage(
  target: OperateTarget,
  source: PageSource,
  from: BinValue | undefined,
  count: number,
): Promise<{ readonly page: BinValue; readonly left: number | undefined }> {
  const operations = [pending(target, source.page(from, count))];
  if (source.left !== null) operations.push(pending(target, source.left(from)));
  const names = ['page', 'left'].slice(0, operations.length);
  const sink = target.sink as CallSink;
  const { page, left } = await sink.send({ names, operations });
  // safe: the operations answer as they are stored
  return { page: page as BinValue, left: left as number | undefined };
}

/** An operation that answers what is stored. */
export function pending(
  target: OperateTarget,
  operation: ListOperation | MapOperation,
): PendingOperation {
  const sent: Operation[] = [within(operation, target.steps)];
  return new PendingOperation(target, 'pages', sent, { writes: null, decode: stored });
}

function stored(value: BinValue): BinValue {
  return value;
}

/** The page size of a call, or its default. */
export function checkPageSize({ label }: OperateTarget, pageSize = DEFAULT_PAGE_SIZE): number {
  if (Number.isSafeInteger(pageSize) && pageSize > 0) return pageSize;
  throw new OptionError(`${label}: pageSize`, `must be a whole number above 0; got ${pageSize}`);
}
