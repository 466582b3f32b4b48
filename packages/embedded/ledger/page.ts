import type { CodeTable } from './subject.js';

/** A table of a page: a table of codes, with what to say about its rows. */
export interface PageTable {
  readonly title: string;
  readonly table: CodeTable;
  /** More about each row, by its code. */
  readonly detail?: { readonly header: string; readonly of: (code: number) => string };
}

export interface Page {
  readonly file: string;
  readonly title: string;
  readonly intro: string;
  readonly tables: readonly PageTable[];
}
