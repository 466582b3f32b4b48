/** Steps of a path into nested lists and maps; `ctx` in the package's exports. */
export {
  listIndex,
  listIndexCreate,
  listRank,
  listValue,
  mapIndex,
  mapKey,
  mapKeyCreate,
  mapRank,
  mapValue,
} from '../cdt/cdt-context.js';
export { allChildren, allChildrenWithFilter, andFilter, mapKeysIn } from './path-step.js';
