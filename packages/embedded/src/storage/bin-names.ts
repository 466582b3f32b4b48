/** More names than a namespace of the real server can have are not remembered: they come from outside. */
const MAX_NAMES = 64 * 1024;

const names = new Map<string, string>();

/**
 * The same text as one string for all records: a million records with a bin of the same name hold the
 * name once.
 */
export function sharedBinName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size < MAX_NAMES) names.set(name, name);
  return name;
}
