/** A table, for the terminal and for a page. */
export interface Table {
  readonly header: readonly string[];
  /** The first cell of a row is its name; the others are figures. */
  readonly rows: readonly (readonly string[])[];
}

const GAP = 3;

/** Figures in columns, for the terminal. */
export function toText({ header, rows }: Table): string {
  const all = [header, ...rows];
  const widths = header.map((_, i) => Math.max(...all.map((row) => row[i]!.length)) + GAP);
  return all
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? `  ${cell.padEnd(widths[i]!)}` : cell.padStart(widths[i]!)))
        .join(''),
    )
    .join('\n');
}

/** A table of a page. */
export function toMarkdown({ header, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${header.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
