/** Calls methods of an entity, one after the other, each awaited. */
export async function runHooks(entity: object, methods: readonly string[]): Promise<void> {
  for (const method of methods) await (entity as Record<string, () => unknown>)[method]?.();
}
