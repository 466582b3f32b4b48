import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fillClientCodes } from './client-code-table.js';
import { fillCodeBlocks } from './code-blocks.js';
import { fillResultCodes } from './result-code-table.js';

/** A page of `docs/core` that people write. */
export interface WrittenPage {
  readonly path: string;
  readonly text: string;
}

const FOLDER = path.join(__dirname, '..');
const GENERATED = 'parity.md';

export function readPages(): WrittenPage[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.md') && file !== GENERATED);
  return files.map((file) => {
    const place = path.join(FOLDER, file);
    return { path: place, text: readFileSync(place, 'utf8') };
  });
}

/** A page with its code and its tables as they are now. */
export function refresh({ text }: WrittenPage): string {
  return fillClientCodes(fillResultCodes(fillCodeBlocks(text)));
}
