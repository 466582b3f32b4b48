/** Sets a property of a plain object; assigning to `__proto__` would change the prototype instead. */
export function setOwn(object: object, key: string, value: unknown): void {
  if (key !== '__proto__') (object as Record<string, unknown>)[key] = value;
  else {
    const descriptor = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, key, descriptor);
  }
}
