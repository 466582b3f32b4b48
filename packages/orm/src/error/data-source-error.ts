import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** A data source was used before `initialize()`, after `destroy()`, or with an unknown entity. */
export class DataSourceStateError extends OrmError {
  static {
    brandError(this, 'DataSourceStateError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: 'ORM_DATA_SOURCE_STATE' });
  }
}

/** An option is unknown or has a value that is not allowed. */
export class OptionError extends OrmError {
  static {
    brandError(this, 'OptionError');
  }

  /** Path of the option, e.g. `indexes.sync`. */
  readonly option: string;

  /**
   * @param option path of the option
   * @param problem what is wrong and what is allowed
   */
  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`, { code: 'ORM_OPTION' });
    this.option = option;
  }
}
