import type { InvertedReturnType } from '../cdt/inverted.js';
import type {
  LIST_RETURN_COUNT,
  LIST_RETURN_EXISTS,
  LIST_RETURN_NONE,
  LIST_RETURN_VALUE,
  ListReturnCode,
} from '../cdt/list-return-type.js';
import type {
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  MAP_RETURN_ORDERED_MAP,
  MAP_RETURN_UNORDERED_MAP,
  MapReturnCode,
} from '../cdt/map-return-type.js';
import type {
  EXP_TYPE_BOOL,
  EXP_TYPE_INT,
  EXP_TYPE_MAP,
  ExpressionKinds,
  ExpressionTypeCode,
} from './expression-kind.js';

type MapCode =
  | typeof MAP_RETURN_KEY_VALUE
  | typeof MAP_RETURN_UNORDERED_MAP
  | typeof MAP_RETURN_ORDERED_MAP;
type ElementCode = typeof LIST_RETURN_VALUE | typeof MAP_RETURN_KEY;

/** Return types of expressions that read one list element: they answer something. */
export type ListReadCode = Exclude<ListReturnCode, typeof LIST_RETURN_NONE>;
/** Return types of expressions that read list elements. */
export type ListReadType = ListReadCode | InvertedReturnType<ListReadCode>;
/** Return types of expressions that read one map entry: they answer something. */
export type MapReadCode = Exclude<MapReturnCode, typeof LIST_RETURN_NONE>;
/** Return types of expressions that read map entries. */
export type MapReadType = MapReadCode | InvertedReturnType<MapReadCode>;

/** The value type, or the sentence that the compiler answers to one that goes not with the return type. */
export type ValueTypeFor<R extends number, V extends ExpressionTypeCode> =
  V extends ValueTypeOf<R> ? V : ValueTypeSentence<R>;

type ValueTypeSentence<R extends number> = R extends typeof LIST_RETURN_EXISTS
  ? 'EXP_TYPE_BOOL: what is asked of the element is true or false'
  : R extends MapCode
    ? 'EXP_TYPE_MAP: what is asked of the element is a map'
    : 'EXP_TYPE_INT: what is asked of the element is an integer';

/** Which value types go with a return type of one element. */
type ValueTypeOf<R extends number> = R extends ElementCode
  ? ExpressionTypeCode
  : R extends typeof LIST_RETURN_EXISTS
    ? typeof EXP_TYPE_BOOL
    : R extends MapCode
      ? typeof EXP_TYPE_MAP
      : typeof EXP_TYPE_INT;

/** What an expression that reads one element evaluates to. */
export type ElementKind<V extends ExpressionTypeCode> = ExpressionKinds[V];

/** What an expression that reads several elements evaluates to. */
export type SelectionKind<R extends number> =
  R extends InvertedReturnType<infer C>
    ? SelectionKind<C>
    : R extends typeof LIST_RETURN_COUNT
      ? 'int'
      : R extends typeof LIST_RETURN_EXISTS
        ? 'bool'
        : R extends MapCode
          ? 'map'
          : 'list';
