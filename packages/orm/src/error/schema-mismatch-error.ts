import { brandError } from './brand-error.js';
import { OrmError } from './orm-error.js';

/** What of the declared indexes is not as declared. */
export interface SchemaMismatch {
  /** Declared, but not on the server. */
  readonly create: readonly string[];
  /** On the server under the declared name, but of something else. */
  readonly mismatched: readonly {
    readonly name: string;
    readonly declared: string;
    readonly actual: string;
  }[];
}

/** The indexes of the server are not those that the entities declare. */
export class SchemaMismatchError extends OrmError {
  static {
    brandError(this, 'SchemaMismatchError');
  }

  /** The indexes that are missing, and those of the declared name that index something else. */
  readonly diff: SchemaMismatch;

  constructor(diff: SchemaMismatch) {
    const missing =
      diff.create.length === 0
        ? []
        : [
            `missing: ${diff.create.join(', ')}; create them with dataSource.schema.sync() or the option indexes: { sync: 'create' }`,
          ];
    const wrong = diff.mismatched.map(
      ({ name, declared, actual }) =>
        `'${name}' is declared as ${declared}, but is ${actual}; rename one, or remove it with dataSource.schema.dropIndex('${name}')`,
    );
    super(`secondary indexes are not as declared: ${[...missing, ...wrong].join('; ')}`, {
      code: 'ORM_SCHEMA_MISMATCH',
    });
    this.diff = diff;
  }
}
