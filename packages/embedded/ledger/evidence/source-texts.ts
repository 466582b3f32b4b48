import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = path.join(__dirname, '..', '..');
/** Tests of embedded, and those of the repository that run against it. */
const FOLDERS = [
  path.join(PACKAGE, 'test'),
  path.join(PACKAGE, '..', '..', 'test', 'differential'),
];
/** The test of the ledger mentions rows without testing what they are about. */
const OWN = path.join(PACKAGE, 'test', 'ledger', 'ledger.test.ts');

/** What shows that a test is about something. */
export interface Mention {
  /** All of them are in the file. */
  readonly words: readonly string[];
  /** Where the file is, from the folder of the package. Default anywhere. */
  readonly folder?: string;
}

/** The tests and sources of embedded, to look names up in. */
export class SourceTexts {
  readonly #tests = readTexts(FOLDERS, (file) => file.endsWith('.ts') && file !== OWN);
  /** Without those of faults, which can answer everything. */
  readonly #sources = readTexts(
    [path.join(PACKAGE, 'src')],
    (file) => file.endsWith('.ts') && !file.includes('/src/fault/'),
  );

  /** A test file that mentions all of these words; undefined when none does. */
  testOf({ words, folder = '' }: Mention): string | undefined {
    return find(this.#tests, words, folder);
  }

  /** The same for the sources of embedded, without those of faults. */
  sourceOf(words: readonly string[]): string | undefined {
    return find(this.#sources, words, '');
  }
}

function readTexts(
  folders: readonly string[],
  isWanted: (file: string) => boolean,
): ReadonlyMap<string, string> {
  const files = folders.flatMap(listFiles).filter(isWanted).toSorted();
  return new Map(
    files.map((file) => [path.relative(PACKAGE, file), readFileSync(file, 'utf8')] as const),
  );
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    );
  } catch {
    // A folder that is not there has no files.
    return [];
  }
}

function find(
  texts: ReadonlyMap<string, string>,
  words: readonly string[],
  folder: string,
): string | undefined {
  const patterns = words.map((word) => new RegExp(`(?<![\\w-])${escapePattern(word)}(?![\\w-])`));
  for (const [file, text] of texts) {
    if (file.startsWith(folder) && patterns.every((pattern) => pattern.test(text))) return file;
  }
  return undefined;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
