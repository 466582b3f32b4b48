import type { Pace, StreamMemory } from './measure-stream.js';
import type { Memory } from './memory-watch.js';
import type { RecordStreamName } from './record-streams.js';

/** One line of the results. */
export interface StreamResult extends StreamMemory {
  readonly stream: RecordStreamName;
  readonly pace: Pace;
}

const WIDTHS = [26, 11, 13, 11, 10, 11, 13, 12];

/** The head of the results, for the terminal; memory is in MB. */
export const RESULT_HEAD = line([
  'stream',
  'a second',
  'rss before',
  'peak rss',
  'growth',
  'peak heap',
  'peak outside',
  'most held',
]);

/** A line of the results, for the terminal. */
export function formatResult(result: StreamResult): string {
  const { stream, pace, records, seconds, baseline, peak, retained } = result;
  return line([
    `${stream}, ${pace}`,
    Math.round(records / seconds).toLocaleString('en-US'),
    megabytes(baseline.rss),
    megabytes(peak.rss),
    megabytes(peak.rss - baseline.rss),
    megabytes(peak.heap),
    megabytes(peak.external),
    retained === undefined ? '' : megabytes(growthOf(baseline, retained)),
  ]);
}

/** How much more there is, on the heap and outside of it. */
export function growthOf(before: Memory, after: Memory): number {
  return after.heap + after.external - before.heap - before.external;
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[i]!) : cell.padStart(WIDTHS[i]!)))
    .join('');
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
