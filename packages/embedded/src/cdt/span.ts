import { refuseOperation } from './refuse.js';

/** `count` consecutive positions (or ranks) from `start`. */
export interface Span {
  readonly start: number;
  readonly count: number;
}

/**
 * One position; negative numbers count from the end.
 *
 * @returns undefined when it is out of range.
 */
export function resolvePosition(index: number, size: number): number | undefined {
  const position = index < 0 ? index + size : index;
  return position >= 0 && position < size ? position : undefined;
}

/** One position, refused when it is out of range. */
export function requirePosition(index: number, size: number, what: string): Span {
  const start = resolvePosition(index, size);
  if (start === undefined) refuseOperation(`${what} ${index} is out of range for ${size} elements`);
  return { start, count: 1 };
}

/** A range, cut to what exists; what lies in front of the first element counts, too. */
export function resolveSpan(index: number, count: number, size: number): Span {
  if (index >= size) return { start: size, count: 0 };
  const start = index < 0 ? index + size : index;
  if (start < 0) return { start: 0, count: Math.min(Math.max(count + start, 0), size) };
  return { start, count: Math.min(count, size - start) };
}

/** A range whose index is relative to `origin`: what would start in front of 0 is cut off. */
export function relativeRange(index: number, count: number, origin: number): [number, number] {
  const start = index + origin;
  return start < 0 ? [0, Math.max(count + start, 0)] : [start, count];
}

/** What a span leaves of 0 … size − 1: what is in front of it and what is behind it. */
export function outsideOf(span: Span, size: number): Span[] {
  const end = span.start + span.count;
  return [
    { start: 0, count: span.start },
    { start: end, count: size - end },
  ];
}

/**
 * The spans that an inverted range selects. Only a range in the middle leaves two; an empty range
 * leaves everything.
 */
export function invertSpan(span: Span, size: number): Span[] {
  if (span.count === 0) return [{ start: 0, count: size }];
  if (span.start === 0) return [{ start: span.count, count: size - span.count }];
  if (span.start + span.count >= size) return [{ start: 0, count: span.start }];
  return outsideOf(span, size);
}

/** The numbers of spans; reversed numbers count from the end, but each span stays ascending. */
export function spanNumbers(spans: readonly Span[], size: number, reverse: boolean): number[] {
  const numbers: number[] = [];
  for (const { start, count } of spans) {
    const first = reverse ? size - start - count : start;
    for (let i = 0; i < count; i++) numbers.push(first + i);
  }
  return numbers;
}

/** The span, counted from the end if `reverse`. */
export function orientedSpan(span: Span, size: number, reverse: boolean): Span {
  return reverse ? { start: size - span.start - span.count, count: span.count } : span;
}
