/** What the package exports of queries. */
export {
  between,
  contains,
  endsWith,
  exists,
  gt,
  gte,
  ieq,
  includes,
  includesAny,
  isIn,
  isNull,
  lt,
  lte,
  matches,
  ne,
  notIn,
  startsWith,
} from './operators.js';
export type { Query, QueryCallPolicy, SortDirection } from './query.js';
export type { Plan, PlanAccess, PlanCandidate } from '../type/plan.js';
export { QueryError, QueryTruncatedError } from '../error/query-error.js';
export { ScanForbiddenError } from '../error/scan-forbidden-error.js';
export { IndexUnusableError } from '../error/index-unusable-error.js';
export type { Expr, Predicate } from '../type/expr.js';
export type {
  ArrayField,
  Circle,
  EqualityField,
  Field,
  Fields,
  GeoField,
  ListField,
  MapField,
  NumberField,
  ObjectField,
  OrderedField,
  RecordFields,
  Root,
  StringField,
} from '../type/field.js';
export type {
  Comparison,
  ElementComparison,
  PresenceComparison,
  TextComparison,
  Where,
  WhereValue,
} from '../type/where.js';
