import type { EntityContext } from '../context/entity-context.js';
import type { StoredReference } from '../mapping/ref-factory.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { heldReferences } from './held-references.js';
import { type ReferenceTree, referenceTree } from './reference-tree.js';
import { ADOPT, isSettable, type SettableRef } from './settable-ref.js';

const trees = new WeakMap<EntityMetadata, ReferenceTree>();

/**
 * What an entity refers to belongs to its data source once it is saved: references made without one
 * (`ref(Class, id)`) can be loaded from then on.
 */
export function adoptReferences(
  { refs }: Pick<EntityContext, 'refs'>,
  metadata: EntityMetadata,
  entity: object,
): void {
  if (metadata.references.length === 0) return;
  for (const { reference, value } of heldReferences(entity, metadata.property, treeOf(metadata))) {
    if (!isSettable(value) || value.loaded) continue;
    const { id, digest } = value;
    // safe: a context makes the references of this package, of an id as of what is stored
    value[ADOPT](() => refs(reference, { id, digest } as StoredReference) as SettableRef);
  }
}

function treeOf(metadata: EntityMetadata): ReferenceTree {
  let tree = trees.get(metadata);
  if (tree === undefined) {
    tree = referenceTree(
      metadata,
      metadata.references.map(({ path }) => path.join('.')),
    );
    trees.set(metadata, tree);
  }
  return tree;
}
