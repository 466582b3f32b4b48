/** Commands on one record that a batch or a query has under way beside its own. */
const LANES = 16;

/** Works through items, several at a time. Rejects with the first failure, and then begins no other. */
export async function inLanes<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(LANES, items.length) }, lane));
}
