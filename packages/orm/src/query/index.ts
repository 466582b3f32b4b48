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
  includesAll,
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
export type {
  NumberKeys,
  Page,
  Projected,
  Query,
  QueryCallPolicy,
  QueryProgress,
  SortDirection,
  StreamOptions,
} from './query.js';
export type { QueryJob } from './query-job.js';
export type { PageRequest } from './read-page.js';
export type { Plan, PlanAccess, PlanCandidate } from '../type/plan.js';
export { QueryError, QueryTruncatedError } from '../error/query-error.js';
export { ScanForbiddenError } from '../error/scan-forbidden-error.js';
export { IndexUnusableError } from '../error/index-unusable-error.js';
export type { Expr, Predicate } from '../type/expr.js';
export type {
  ArrayField,
  BytesField,
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
  TextOptions,
} from '../type/field.js';
export type {
  Comparison,
  ElementComparison,
  PresenceComparison,
  TextComparison,
  Where,
  WhereValue,
} from '../type/where.js';
