/** Writes `docs/core/parity.md` anew, and the code and tables of the other pages: `npm run docs:core`. */
import { writeFileSync } from 'node:fs';
import { readPages, refresh } from './pages/pages.js';
import { PAGE, readParity } from './parity/parity.js';
import { renderPage } from './parity/render-page.js';

async function writePages(): Promise<void> {
  for (const page of readPages()) writeFileSync(page.path, refresh(page));
  writeFileSync(PAGE, renderPage(await readParity()));
}

void writePages();
