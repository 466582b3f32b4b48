import { COMMAND_KINDS, type CommandKind } from './command-kind.js';
import { compareInfo } from './evidence/info-comparison.js';
import { readRecordedUsage } from './evidence/recorded-usage.js';
import { SourceTexts } from './evidence/source-texts.js';
import { infoRow } from './info-rows.js';
import { type Evidence, judgeRow, rowsOf } from './judge-row.js';
import type { PageTable } from './page.js';
import { PAGES } from './pages.js';
import type { Row } from './row.js';

/** A table with its rows judged. */
export interface LedgerTable {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly detail: PageTable['detail'];
}

/** A page with all its tables. */
export interface LedgerPage {
  readonly file: string;
  readonly title: string;
  readonly intro: string;
  readonly tables: readonly LedgerTable[];
}

/** Judges every row: what the tables have, next to what was recorded, measured and tested. */
export async function readLedger(): Promise<LedgerPage[]> {
  const evidence = { usage: readRecordedUsage(), texts: new SourceTexts() };
  return [
    commandPage(evidence),
    ...PAGES.map((page) => ({
      ...page,
      tables: page.tables.map(({ title, table, detail }) => ({
        title,
        detail,
        rows: rowsOf(table, evidence),
      })),
    })),
    await infoPage(evidence),
  ];
}

function commandPage(evidence: Evidence): LedgerPage {
  const rows = (Object.keys(COMMAND_KINDS) as CommandKind[]).map((kind) => {
    const named = { name: COMMAND_KINDS[kind].title, code: undefined, state: 'same' } as const;
    return judgeRow({ subject: `command:${kind}`, ...named, mentions: [] }, evidence);
  });
  return {
    file: 'commands.md',
    title: 'Commands',
    intro:
      'What a message can ask for. Which fields, flags and operations it may have for that is on the ' +
      'other pages. What is no command at all is answered with 4 (PARAMETER).',
    tables: [{ title: 'Messages', rows, detail: undefined }],
  };
}

async function infoPage(evidence: Evidence): Promise<LedgerPage> {
  const rows = (await compareInfo()).map((info) => infoRow(info, evidence));
  return {
    file: 'info.md',
    title: 'Info commands',
    intro:
      'Every name that Community Edition 8.1.2 knows, asked without parameters or with those shown. ' +
      'Where nothing was recorded, the form of the answer is compared with the one measured on the ' +
      'real server: its error, or the names in it. Unknown names are answered with ' +
      '`ERROR:4:unrecognized command`, as there.',
    tables: [{ title: 'Names', rows, detail: undefined }],
  };
}
