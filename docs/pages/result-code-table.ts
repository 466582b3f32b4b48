import { errorFromResultCode, resultCodeName } from '@aeroform/core';

const TABLE = /(<!-- result codes -->\n).*?(<!-- end -->)/s;
const HIGHEST_CODE = 255;

/** A page with the table of result codes, where it has a place for it. */
export function fillResultCodes(page: string): string {
  return page.replace(TABLE, (_, start: string, end: string) => `${start}${table()}${end}`);
}

function table(): string {
  const codes = Array.from({ length: HIGHEST_CODE }, (_, i) => i + 1);
  const known = codes.filter((code) => !resultCodeName(code).startsWith('RESULT_CODE_'));
  const lines = [
    '| number | `code` | class | again | meaning |',
    '| --- | --- | --- | --- | --- |',
  ];
  return `${[...lines, ...known.map(row)].join('\n')}\n`;
}

function row(resultCode: number): string {
  const error = errorFromResultCode(resultCode);
  const meaning = error.message.replace(/ \([A-Z0-9_]+ \d+\)/, '').replace(/\.$/, '');
  const cells = [
    String(resultCode),
    `\`${error.code}\``,
    `\`${error.name}\``,
    error.isRetryable ? 'yes' : '',
    meaning,
  ];
  return `| ${cells.join(' | ')} |`;
}
