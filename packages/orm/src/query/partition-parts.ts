/** Partitions of each namespace. */
const PARTITIONS = 4096;

/** All partitions in so many parts of about the same size. */
export function disjointParts(
  parts: number,
): readonly { readonly begin: number; readonly count: number }[] {
  const count = Math.min(parts, PARTITIONS);
  return Array.from({ length: count }, (_, part) => {
    const begin = Math.floor((part * PARTITIONS) / count);
    const end = Math.floor(((part + 1) * PARTITIONS) / count);
    return { begin, count: end - begin };
  });
}
