/**
 * Converters and validators belong to the application, and embedded classes freeze themselves: they may contain one
 * another, and freezing one early would stop the other from being filled.
 */
const skipped = new Set(['converter', 'embeddable', 'default', 'validate']);

/** Freezes plain data and everything in it; classes and functions stay as they are. */
export function freezeDeep<T extends object>(value: T): T {
  if (Object.isFrozen(value) || !isPlain(value)) return value;
  Object.freeze(value);
  for (const [name, child] of Object.entries(value) as [string, unknown][]) {
    if (typeof child === 'object' && child !== null && !skipped.has(name)) freezeDeep(child);
  }
  return value;
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
