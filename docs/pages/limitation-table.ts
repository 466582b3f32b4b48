import { type Limitation, LIMITATIONS } from '../../packages/core/src/driver/native/unsupported.js';

const REFUSED = /(<!-- what the native driver refuses -->\n).*?(<!-- end -->)/s;
const DIFFERENT = /(<!-- what the native driver does differently -->\n).*?(<!-- end -->)/s;

/** A page with the tables of what the native driver cannot do, where it has places for them. */
export function fillLimitations(page: string): string {
  return page
    .replace(REFUSED, (_, start: string, end: string) => `${start}${table(true)}${end}`)
    .replace(DIFFERENT, (_, start: string, end: string) => `${start}${table(false)}${end}`);
}

function table(refused: boolean): string {
  const limitations: readonly Limitation[] = Object.values(LIMITATIONS);
  const rows = limitations
    .filter(({ isRefused = true }) => isRefused === refused)
    .map(({ feature, why, alternative }) => [feature, why, alternative]);
  return [['feature', 'why', 'use instead'], ['---', '---', '---'], ...rows].map(line).join('');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |\n`;
}
