import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fillClientCodes } from './client-code-table.js';
import { fillCodeBlocks } from './code-blocks.js';
import { fillLimitations } from './limitation-table.js';
import { fillErrorTable } from './orm-error-table.js';
import { fillResultCodes } from './result-code-table.js';

/** A part of the documentation: a folder of pages, and one of programs below `docs/examples`. */
export type Area = 'core' | 'orm';

/** A page that people write. */
export interface WrittenPage {
  readonly area: Area;
  readonly path: string;
  readonly text: string;
}

/** The parts whose pages show code of programs. */
export const AREAS: readonly Area[] = ['core', 'orm'];

const DOCS = path.join(__dirname, '..');
/** Pages that are generated as a whole. */
const GENERATED: readonly string[] = ['parity.md', 'features.md'];

/** The pages of a part, apart from those that are generated as a whole. */
export function readPages(area: Area): WrittenPage[] {
  const folder = path.join(DOCS, area);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const written = files.filter((file) => file.endsWith('.md') && !GENERATED.includes(file));
  return written.map((file) => {
    const place = path.join(folder, file);
    return { area, path: place, text: readFileSync(place, 'utf8') };
  });
}

/** A page with its code and its tables as they are now. */
export function refresh({ area, text }: WrittenPage): string {
  const filled = fillClientCodes(fillResultCodes(fillCodeBlocks(text, area)));
  return fillLimitations(fillErrorTable(filled));
}
