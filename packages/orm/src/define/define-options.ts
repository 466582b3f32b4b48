import type { HookKind } from '../metadata/entity-metadata.js';
import type { DeclaredExpressionIndex } from '../metadata/class-declaration.js';
import type { EntityOptions } from '../metadata/entity-options.js';
import type { NamingStrategy } from '../metadata/naming.js';
import type { EntityClass } from '../type/entity-type.js';

/** What `defineEntity` and `fromZod` say besides the options of `@Entity`. */
export interface ClassOptions {
  /** Names of the methods that are called, by moment; decorators such as `@BeforeSave()` do the same. */
  readonly hooks?: { readonly [K in HookKind]?: string | readonly string[] };
  /** Secondary indexes on computed values (server 8.1 or newer). */
  readonly expressionIndexes?: readonly DeclaredExpressionIndex[];
}

/** `defineEntity(options, shape)`. */
export interface DefineOptions<M extends NamingStrategy = NamingStrategy, N extends string = string>
  extends EntityOptions<N>, ClassOptions {
  /** Name of the class; also of the set, unless `set` is given. */
  readonly name: string;
  /** How properties without a declared name are stored. Default: as the data source says. */
  readonly naming?: M;
}

/** `defineEntity(options, shape)` for a class that is declared elsewhere. */
export interface ForeignOptions<T extends object, N extends string = string>
  extends EntityOptions<N>, ClassOptions {
  /** The class: its prototype is that of loaded entities; it is left as it is. */
  readonly class: EntityClass<T>;
  /**
   * The class is one of those in the set of its base class, as with `@ChildEntity`: the value of the
   * discriminator. Set and options are then those of the base.
   */
  readonly child?: string;
}
