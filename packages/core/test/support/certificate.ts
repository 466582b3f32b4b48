import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '../../../embedded/test/security/fixtures');

/** One of the certificates and keys that the tests of the server have, too; see their README. */
export function pem(name: string): string {
  return readFileSync(path.join(FOLDER, name), 'utf8');
}
