import { InvalidArgError } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';

/** The function of core that refused an argument, and the argument. */
const CORE_ARGUMENT = /^\w+\((\w+)\)/;

/** What core says of an argument, told of the method that was called; other errors as they are. */
export function nameArgument(error: unknown, label: string): unknown {
  if (!(error instanceof InvalidArgError)) return error;
  return new OptionError(label, error.message.replace(CORE_ARGUMENT, '$1'));
}
