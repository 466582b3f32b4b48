import { enumMapping } from '../converter/enum-converter.js';
import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { checkChoice } from './check-options.js';
import type {
  BinOptions,
  EmbeddedOptions,
  MemberDeclaration,
  MemberDecorator,
} from './member-declaration.js';
import type { SindexType } from './index-metadata.js';
import type { ScalarKind, ValueMetadata } from './value-metadata.js';
import {
  type EmbeddableSource,
  kindOfHint,
  resolve,
  valueOfElement,
  valueOfType,
} from './value-type.js';

/** What besides its own declaration says something about the type of a value. */
export interface ValueSources {
  readonly label: string;
  readonly designType: unknown;
  /** The type of an `@Index` on the property. */
  readonly sindexType: SindexType | null;
  readonly embeddableOf: EmbeddableSource;
}

type Declaration<D extends MemberDecorator> = MemberDeclaration & { readonly decorator: D };

type ValueBuilders = {
  readonly [D in Exclude<MemberDecorator, 'Index' | 'Transient'>]: (
    declaration: Declaration<D>,
    sources: ValueSources,
  ) => ValueMetadata;
};

const builders: ValueBuilders = {
  Id: ({ options }, sources) =>
    options.type === undefined ? hinted(sources) : valueOfType(options.type, sources.label),
  Version: () => ({ kind: 'int', converter: null }),
  Ttl: () => ({ kind: 'int', converter: null }),
  CreatedAt: () => ({ kind: 'date', converter: null }),
  UpdatedAt: () => ({ kind: 'date', converter: null }),
  Bin: ({ options }, sources) => binValue(options, sources),
  GeoBin: ({ options }) => ({ kind: 'geojson', converter: options.convert ?? null }),
  ListBin: ({ of, options }, { label, embeddableOf }) => {
    checkChoice('order', options.order, ['ordered', 'unordered'], label);
    checkMaxItems(options.maxItems, label);
    return {
      kind: 'list',
      element: valueOfElement(of, label, embeddableOf),
      ordered: options.order === 'ordered',
      unique: options.unique ?? false,
      maxItems: options.maxItems ?? null,
    };
  },
  MapBin: ({ of, options }, { label, embeddableOf }) => {
    checkChoice('key', options.key, ['string', 'int', 'bytes'], label);
    checkChoice('as', options.as, ['map', 'object'], label);
    const key = options.key ?? 'string';
    if (options.as === 'object' && key !== 'string') {
      throw new MetadataError(label, `a plain object has string keys; use a Map for key: '${key}'`);
    }
    const value = valueOfElement(of, label, embeddableOf);
    return { kind: 'map', key, value, as: options.as ?? 'map' };
  },
  SetBin: ({ of }, { label, embeddableOf }) => ({
    kind: 'set',
    element: valueOfElement(of, label, embeddableOf),
  }),
  Embedded: ({ of, options }, sources) => embeddedValue(of, options, sources),
  Enum: ({ of, options }, { label }) => {
    checkChoice('as', options.as, ['value', 'name'], label);
    return enumMapping(membersOf(of, label), options.as ?? 'value');
  },
};

/** The value of a property as its declaring decorator describes it. */
export function buildValue(declaration: MemberDeclaration, sources: ValueSources): ValueMetadata {
  // safe: the table's row takes exactly the declaration it is looked up by
  const build = builders[declaration.decorator as keyof ValueBuilders] as (
    declaration: MemberDeclaration,
    sources: ValueSources,
  ) => ValueMetadata;
  return build(declaration, sources);
}

/** The members of an enum; given without a function, they may not be defined yet. */
function membersOf(of: Declaration<'Enum'>['of'], label: string): object {
  if (typeof of === 'function') return resolve(of, label);
  throw new MetadataError(
    label,
    `@Enum takes a function that gives the enum; write @Enum(() => Color); got ${describeValue(of)}`,
  );
}

function binValue(options: BinOptions, sources: ValueSources): ValueMetadata {
  const converter = options.convert ?? null;
  if (options.type !== undefined) {
    const value = valueOfType(options.type, sources.label);
    return converter === null ? value : { ...(value as { kind: ScalarKind }), converter };
  }
  // A type hint is about the property; with a converter the stored type is another one.
  if (converter !== null) return { kind: 'dynamic', converter };
  return hinted(sources);
}

const kindOfSindexType: Readonly<Record<SindexType, ScalarKind>> = {
  numeric: 'int',
  string: 'string',
  geo2dsphere: 'geojson',
  blob: 'bytes',
};

function hinted({ designType, sindexType }: ValueSources): ValueMetadata {
  const kind = kindOfHint(designType);
  if (kind !== null) return { kind, converter: null };
  return { kind: sindexType === null ? 'dynamic' : kindOfSindexType[sindexType], converter: null };
}

function embeddedValue(
  of: Declaration<'Embedded'>['of'],
  options: EmbeddedOptions,
  { label, embeddableOf }: ValueSources,
): ValueMetadata {
  const as = options.as ?? 'map';
  checkChoice('as', as, ['map', 'list', 'bins'], label);
  if (as === 'bins' && options.name !== undefined) {
    throw new MetadataError(label, `as: 'bins' has no bin of its own; use prefix instead of name`);
  }
  if (as !== 'bins' && options.prefix !== undefined) {
    throw new MetadataError(label, `prefix is only for as: 'bins'`);
  }
  const property = label.slice(label.lastIndexOf('.') + 1);
  const prefix = as === 'bins' ? (options.prefix ?? `${property}_`) : '';
  return { kind: 'embedded', as, prefix, embeddable: embeddableOf(resolve(of, label), label) };
}

function checkMaxItems(maxItems: number | undefined, label: string): void {
  if (maxItems === undefined || (Number.isSafeInteger(maxItems) && maxItems > 0)) return;
  throw new MetadataError(label, `maxItems must be a whole number above 0; got ${maxItems}`);
}
