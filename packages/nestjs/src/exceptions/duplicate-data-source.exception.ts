/**
 * Two `forRoot` of one application registered a data source of the same name.
 *
 * @publicApi
 */
export class DuplicateDataSourceException extends Error {
  override readonly name = 'DuplicateDataSourceException';

  constructor(dataSource: string) {
    super(
      `A data source named "${dataSource}" is registered twice: import AerospikeModule.forRoot once ` +
        `for each data source, and give the others a name (second argument, or "name" in forRootAsync)`,
    );
  }
}
