/** Tells objects written as `{…}` (or without a prototype) from instances of classes. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm (Jest's, vm's) has its own Object.prototype: one without a prototype is always that.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
