import { InvalidValue } from './invalid-value.js';

/** Why text is refused that has no UTF-8. */
export const NO_UTF8 =
  'the text has half of a surrogate pair, which UTF-8 cannot say: another character would be stored; ' +
  'use toWellFormed(), or bytes';

/** Hands on text of which the servers get what it is; throws {@link InvalidValue} for other. */
export function checkText(text: string): string {
  if (text.isWellFormed()) return text;
  throw new InvalidValue(NO_UTF8, text);
}
