import path from 'node:path';

/** Where the pages of the ledger are. */
export const PAGES_FOLDER: string = path.join(__dirname, '../../../docs/embedded');
