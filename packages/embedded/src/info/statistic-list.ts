/** Values of statistics by name. */
export type Statistics = Readonly<Record<string, string | number>>;

/**
 * Statistics in the server's order and form: those without a value are of things that this server does
 * not have, and 0 as in a server that did not use them.
 *
 * @param names - separated by white space; `name=value` for other values than 0.
 */
export function listStatistics(names: readonly string[], values: Statistics): string {
  return names
    .map((each) => {
      const equals = each.indexOf('=');
      if (equals < 0) return `${each}=${values[each] ?? 0}`;
      const name = each.slice(0, equals);
      const value = values[name];
      return value === undefined ? each : `${name}=${value}`;
    })
    .join(';');
}

/** The names of a list that is written with white space in between. */
export function statisticNames(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
