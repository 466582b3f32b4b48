/** Goes on with what `make` returns: at once, unless it is a promise. */
export function whenReady<T extends object>(
  make: () => T | Promise<T>,
  done: (value: T) => void,
  failed: (error: Error) => void,
): void {
  let value: T | Promise<T>;
  try {
    value = make();
  } catch (error) {
    failed(error as Error);
    return;
  }
  if ('then' in value) value.then(done, failed);
  else done(value);
}
