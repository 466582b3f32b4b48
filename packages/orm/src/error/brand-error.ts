const BRAND: unique symbol = Symbol.for('@aeroform/orm/error-brand');

interface ErrorClass {
  readonly prototype: object;
}

/**
 * Names an error class and marks its prototype with a symbol of the global registry, so that
 * `instanceof` holds between an ESM and a CommonJS copy of this package in one process. Core does the
 * same for its own errors, and does not export it: it is no part of a client's API.
 */
export function brandError(type: ErrorClass, name: string): void {
  const brand = Symbol.for(`@aeroform/orm/${name}`);
  Object.defineProperty(type, BRAND, { value: brand });
  Object.defineProperty(type.prototype, 'name', {
    value: name,
    configurable: true,
    writable: true,
  });
  Object.defineProperty(type.prototype, brand, { value: true });
}

/** What `instanceof` asks of a branded class; classes derived by the application have no brand. */
export function hasErrorBrand(type: ErrorClass, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const brand = Object.getOwnPropertyDescriptor(type, BRAND)?.value as symbol | undefined;
  if (brand !== undefined) return (value as Record<symbol, unknown>)[brand] === true;
  return Object.prototype.isPrototypeOf.call(type.prototype, value);
}
