import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { populate, type PopulateRequest } from './populate.js';
import { classesOf, eagerTree, referenceTree } from './reference-tree.js';

/** What a call that reads says of references. */
export interface ReadReferences {
  readonly populate?: readonly string[] | undefined;
  readonly select?: readonly string[] | undefined;
}

/**
 * Refuses paths that a call cannot populate, before anything is read.
 *
 * @throws OptionError for a path that leads to no reference, or that the selection leaves out
 */
export function checkPopulate(
  metadata: EntityMetadata,
  { populate: paths, select }: ReadReferences,
): void {
  if (paths === undefined) return;
  for (const property of referenceTree(metadata, paths).children.keys()) {
    if (select === undefined || select.includes(property)) continue;
    throw new OptionError('populate', `${property} is not selected; add it to select, too`);
  }
}

const eager = new WeakMap<EntityMetadata, boolean>();

/** Whether entities of a class, or of one below it, come with references. */
function hasEager(metadata: EntityMetadata): boolean {
  const known = eager.get(metadata);
  if (known !== undefined) return known;
  const found = classesOf(metadata).some((each) => eagerTree(each).children.size > 0);
  eager.set(metadata, found);
  return found;
}

/** Whether reading entities comes with references: those that the call names, or eager ones. */
export function wantsReferences(metadata: EntityMetadata, paths: readonly string[] = []): boolean {
  return paths.length > 0 || hasEager(metadata);
}

/** Loads the references of entities that were just read: those that the call names, and eager ones. */
export async function populateRead(
  context: EntityContext,
  entities: readonly unknown[],
  paths: readonly string[] = [],
  request: PopulateRequest = {},
): Promise<void> {
  if (!wantsReferences(context.metadata, paths)) return;
  const found = entities.filter((entity) => entity !== null && entity !== undefined);
  if (found.length > 0) await populate(context, found as object[], paths, request);
}
