/** Writes the pages of `docs/embedded` anew: `npm run docs:embedded`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readLedger } from './ledger.js';
import { PAGES_FOLDER } from './pages-folder.js';
import { renderPages } from './render.js';

async function writePages(): Promise<void> {
  const pages = renderPages(await readLedger());
  mkdirSync(PAGES_FOLDER, { recursive: true });
  for (const [file, text] of pages) writeFileSync(path.join(PAGES_FOLDER, file), text);
}

void writePages();
