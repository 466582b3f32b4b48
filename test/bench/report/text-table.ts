import type { WorkloadResult } from '../measure/measure-workload.js';
import { cellsOf, HEADER, labelOf } from './figures.js';

const WIDTHS = [16, 12, 18, 10, 10, 9, 18, 9];

/** The head of the figures, for the terminal. */
export const TABLE_HEAD = line(HEADER);

/** The figures of a workload, for the terminal. */
export function formatWorkload(result: WorkloadResult): string {
  const rows = result.subjects.map((subject) => line(cellsOf(result, subject)));
  return [`${result.name}: ${labelOf(result)}`, ...rows].join('\n');
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (i === 0 ? `  ${cell}`.padEnd(WIDTHS[i]!) : cell.padStart(WIDTHS[i]!)))
    .join('');
}
