/** Conditions that a secondary index answers; `predicates` in the package's exports. */
export {
  between,
  contains,
  containsRange,
  equals,
  geoContainsGeojsonPoint,
  geoWithinGeojsonRegion,
  geoWithinRadius,
} from './predicates.js';
