/** A table, padded so that it can be read as text, too. Columns without a cell are left out. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const used = header.map((_, i) => rows.some((row) => row[i] !== ''));
  const keep = (row: readonly string[]): string[] => row.filter((_, i) => used[i]).map(escapeCell);
  const cells = [keep(header), ...rows.map(keep)];
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((row) => width(row[i]))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = `|${widths.map((each) => '-'.repeat(each + 2)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function width(cell: string | undefined): number {
  return cell?.length ?? 0;
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`);
}
