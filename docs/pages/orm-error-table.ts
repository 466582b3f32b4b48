import * as orm from '@aeroform/orm';

const TABLE = /(<!-- orm errors -->\n).*?(<!-- end of orm errors -->)/s;

type ErrorName = Extract<keyof typeof orm, `${string}Error`>;

/** The errors of the mapper: what each tells of, and the properties it has besides those of all errors. */
const ERRORS: Readonly<Record<Exclude<ErrorName, 'OrmError'>, readonly [string, string]>> = {
  MetadataError: ['a declaration is wrong; before anything is sent', '`path`'],
  BinNameError: ['a bin name is too long, empty or used twice; a `MetadataError`', '`path`'],
  OptionError: ['an option does not exist or has a wrong value', '`option`'],
  DataSourceStateError: [
    'used before `initialize()`, after `destroy()`, or with a class not listed',
    '',
  ],
  MappingError: ['a value does not fit its declaration; when writing, nothing was sent', '`path`'],
  ValidationError: ['the schema of the entity refuses it; nothing was written', '`issues`'],
  EntityNotFoundError: ['no record has the id', '`id`'],
  EntityExistsError: ['an insert met a record', '`id`'],
  OptimisticLockError: [
    'somebody else wrote first',
    '`reason`, `expected`, `actual`, `properties`',
  ],
  ParallelSaveError: ['an entity is saved while a save of the same object is under way', '`id`'],
  FilteredOutError: ['the condition of `when` does not hold', '`id`'],
  QueryError: ['a condition or query is wrong', ''],
  QueryTruncatedError: ['more than `query.maxRecords` match; a `QueryError`', '`maxRecords`'],
  ScanForbiddenError: ['no index serves the query; a `QueryError`', '`plan`'],
  IndexUnusableError: ['`useIndex` names an index that does not help; a `QueryError`', '`plan`'],
  ReferenceNotLoadedError: ['`get()` of a reference that is not loaded', ''],
  SchemaMismatchError: ['the indexes are not as declared', '`diff`'],
  MigrationStoppedError: ['`schema.migrate` stopped; it can be resumed', '`progress`'],
  BatchError: ['some of a batch failed (`throwIfFailed()`)', '`outcome`'],
  TransactionError: ['a transaction failed', '`phase`'],
  TransactionScopeError: ['what cannot be part of a transaction was called in one', ''],
};

/** A page with the table of the mapper's errors, where it has a place for it. */
export function fillErrorTable(page: string): string {
  return page.replace(TABLE, (_, start: string, end: string) => `${start}${table()}${end}`);
}

function table(): string {
  const rows = Object.entries(ERRORS).map(
    ([name, [meaning, fields]]) => `| \`${name}\` | ${meaning} | ${fields} |`,
  );
  return `${['| class | when | has |', '| --- | --- | --- |', ...rows].join('\n')}\n`;
}
