const BRAND: unique symbol = Symbol.for('@aeroform/core/error-brand');

interface ErrorClass {
  readonly prototype: object;
}

/**
 * Names an error class and marks its prototype with a symbol of the global registry, so that
 * `instanceof` holds across two copies of this package (ESM next to CommonJS, two versions, Jest's
 * module registries).
 */
export function brandError(type: ErrorClass, name: string): void {
  const brand = Symbol.for(`@aeroform/core/${name}`);
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
