import type { Bins } from '@aeroform/core';

/** Records of some number of texts of some length. */
export interface RecordSize {
  readonly title: string;
  readonly bins: number;
  readonly bytes: number;
  /** How many different records are read and written, so that none is met twice in a short time. */
  readonly records: number;
}

/** The sizes by the names that workloads use. */
export const RECORD_SIZES = {
  small: { title: '3 × 10 B', bins: 3, bytes: 10, records: 20_000 },
  medium: { title: '10 × 100 B', bins: 10, bytes: 100, records: 10_000 },
  large: { title: '20 × 1 KB', bins: 20, bytes: 1024, records: 2000 },
} as const satisfies Record<string, RecordSize>;

export type RecordSizeName = keyof typeof RECORD_SIZES;

/** The names of the sizes, the smallest first. */
export const RECORD_SIZE_NAMES = Object.keys(RECORD_SIZES) as RecordSizeName[];

/** The bins of a record of a size: `bin0`, `bin1` …, each a text. */
export function binsOfSize(name: RecordSizeName): Bins {
  const { bins, bytes } = RECORD_SIZES[name];
  return Object.fromEntries(
    Array.from({ length: bins }, (_, i) => [`bin${i}`, String(i % 10).repeat(bytes)]),
  );
}
