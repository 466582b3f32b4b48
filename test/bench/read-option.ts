/** The names of an option that lists them. */
export function readNames(text: string): string[] {
  return text.split(',').filter((name) => name !== '');
}

/**
 * The number of an option.
 *
 * @param isGood - besides being above 0.
 * @throws when it is none, with the name of the option.
 */
export function readNumber(
  option: string,
  text: string,
  isGood: (number: number) => boolean = Number.isFinite,
): number {
  const number = Number(text);
  if (!isGood(number) || number <= 0) {
    throw new Error(`${option} must be a number above 0; got "${text}"`);
  }
  return number;
}
