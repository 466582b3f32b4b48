import { newLineage, type PartitionCopy, type PartitionHolder } from './partition-holder.js';
import { PartitionState } from './partition-state.js';

/**
 * Settles who has a partition after nodes came or went, and what has to be moved therefore.
 *
 * @param nodes - in the order of succession.
 * @param factor - how many of them become replicas.
 */
export function balancePartition(
  id: number,
  nodes: readonly PartitionHolder[],
  factor: number,
): PartitionState {
  const replicas = nodes.slice(0, factor);
  const [first] = replicas as [PartitionHolder];
  const master = chooseMaster(nodes, id);
  const variants = master === undefined ? NONE : findVariants(nodes, master, id);
  const needy = replicas.filter(
    (each) =>
      variants.length > 0 ||
      (master !== undefined && each !== master && each.copies[id]?.isComplete !== true),
  );
  if (master === undefined || needy.length === 0) {
    settleCopies(id, replicas);
    return new PartitionState(id, nodes, factor, {
      master: first,
      variants: NONE,
      sources: NONE,
      targets: NONE,
    });
  }
  const sources = [master, ...variants].filter((each) => each !== first);
  const targets = needy.filter((each) => each !== first);
  advanceCopies(id, replicas, master, variants);
  return new PartitionState(id, nodes, factor, { master, variants, sources, targets });
}

/**
 * The first replica is the master now, and whatever the others have, it has as well.
 *
 * @param incomplete - those that do not have all of it yet.
 */
export function settleCopies(
  id: number,
  replicas: readonly PartitionHolder[],
  incomplete: readonly PartitionHolder[] = NONE,
): void {
  const lineage = newLineage();
  for (const [index, holder] of replicas.entries()) {
    const isComplete = !incomplete.includes(holder);
    holder.copies[id] = { lineage, isComplete, isMaster: index === 0 };
  }
}

const NONE: readonly PartitionHolder[] = [];

/**
 * The node that accepts writes until everything has been moved: the one that did so before, or one in
 * front of it that has the same; otherwise the first one that is complete, or has anything.
 */
function chooseMaster(nodes: readonly PartitionHolder[], id: number): PartitionHolder | undefined {
  const before = nodes.find(({ copies }) => copies[id]?.isMaster === true);
  const lineage = before?.copies[id]?.lineage;
  return (
    nodes.find((each) => isCompleteCopy(each.copies[id], lineage)) ??
    before ??
    nodes.find(({ copies }) => copies[id] !== undefined)
  );
}

/** @param lineage - undefined for any. */
function isCompleteCopy(copy: PartitionCopy | undefined, lineage: number | undefined): boolean {
  if (copy?.isComplete !== true) return false;
  return lineage === undefined || copy.lineage === lineage;
}

/**
 * Nodes with copies that may hold what the master does not have: one for each other lineage that has a
 * complete copy, and all incomplete ones of those that have none.
 */
function findVariants(
  nodes: readonly PartitionHolder[],
  master: PartitionHolder,
  id: number,
): readonly PartitionHolder[] {
  const masterCopy = master.copies[id] as PartitionCopy;
  const covered = masterCopy.isComplete ? [masterCopy.lineage] : [];
  const variants: PartitionHolder[] = [];
  for (const isComplete of [true, false]) {
    for (const each of nodes) {
      const copy = each.copies[id];
      if (each === master || copy?.isComplete !== isComplete) continue;
      if (covered.includes(copy.lineage)) continue;
      if (isComplete) covered.push(copy.lineage);
      variants.push(each);
    }
  }
  return variants;
}

/** From now on all replicas take part in the writes, whatever they still lack. */
function advanceCopies(
  id: number,
  replicas: readonly PartitionHolder[],
  master: PartitionHolder,
  variants: readonly PartitionHolder[],
): void {
  const lineage = newLineage();
  const oldLineage = master.copies[id]?.lineage;
  for (const holder of replicas) {
    const copy = holder.copies[id];
    const isOther = copy !== undefined && copy.lineage !== oldLineage;
    const isVariant = variants.includes(holder) || (variants.length > 0 && isOther);
    holder.copies[id] = {
      lineage: isVariant ? newLineage() : lineage,
      isComplete: copy?.isComplete === true,
      isMaster: false,
    };
  }
  master.copies[id] = { lineage, isComplete: true, isMaster: true };
}
