/** Writes the code, the tables and the generated pages of the documentation anew: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { PAGE, readParity } from './core/parity/parity.js';
import { renderPage } from './core/parity/render-page.js';
import { FEATURES_PAGE, readFeatures } from './orm/features/features.js';
import { renderFeatures } from './orm/features/render-features.js';
import { type Area, AREAS, readPages, refresh } from './pages/pages.js';

const generated: Readonly<Record<Area, () => Promise<void> | void>> = {
  core: async () => writeFileSync(PAGE, renderPage(await readParity())),
  orm: () => writeFileSync(FEATURES_PAGE, renderFeatures(readFeatures())),
};

async function writePages(areas: readonly Area[]): Promise<void> {
  for (const area of areas) {
    for (const page of readPages(area)) writeFileSync(page.path, refresh(page));
    await generated[area]();
  }
}

const asked = process.argv.slice(2);
const unknown = asked.find((area) => !AREAS.includes(area as Area));
if (unknown !== undefined) {
  throw new Error(`There is no part '${unknown}'; there are ${AREAS.join(', ')}.`);
}
void writePages(asked.length === 0 ? AREAS : (asked as Area[]));
