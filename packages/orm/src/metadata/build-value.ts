import { enumMapping } from '../converter/enum-converter.js';
import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { buildList, buildMap } from './build-collection.js';
import { buildEmbedded, embeddedAs } from './build-embedded.js';
import { checkChoice, checkOptions, checkSwitch, checkWhole } from './check-options.js';
import type {
  BinOptions,
  DeclarationOf,
  ElementDeclaration,
  ElementType,
  HllOptions,
  MemberDeclaration,
  ValueDecorator,
} from './member-declaration.js';
import type { ReferenceMetadata, ScalarKind, ValueMetadata } from './value-metadata.js';
import { kindOfHint, resolve, valueOfType, type ValueSources } from './value-type.js';

type ValueBuilders = {
  readonly [D in ValueDecorator]: (
    declaration: DeclarationOf<D>,
    sources: ValueSources,
  ) => ValueMetadata;
};

const dateValue = (): ValueMetadata => ({ kind: 'date', converter: null });
const intValue = (): ValueMetadata => ({ kind: 'int', converter: null });

const builders: ValueBuilders = {
  Id: ({ options }, sources) =>
    options.type === undefined ? hinted(sources) : valueOfType(options.type, sources.label),
  Version: intValue,
  Ttl: intValue,
  ExpiresAt: dateValue,
  CreatedAt: dateValue,
  UpdatedAt: dateValue,
  DeletedAt: dateValue,
  Bin: ({ options }, sources) => binValue(options, sources),
  GeoBin: ({ options }) => ({ kind: 'geojson', converter: options.convert ?? null }),
  HllBin: ({ options }, { label }) => hllValue(options, label),
  ListBin: buildList,
  MapBin: buildMap,
  SetBin: ({ of }, { elementOf }) => ({ kind: 'set', element: elementOf(of) }),
  Embedded: buildEmbedded,
  Reference: referenceValue,
  Enum: ({ of, options }, { label }) => {
    checkChoice('as', options.as, ['value', 'name'], label);
    return enumMapping(membersOf(of, label), options.as ?? 'value');
  },
};

/** The value of a property as its declaring decorator describes it. */
export function buildValue(
  declaration: MemberDeclaration,
  sources: Omit<ValueSources, 'elementOf'>,
): ValueMetadata {
  // safe: the table's row takes exactly the declaration it is looked up by
  const build = builders[declaration.decorator as ValueDecorator] as (
    declaration: MemberDeclaration,
    sources: ValueSources,
  ) => ValueMetadata;
  return build(declaration, { ...sources, elementOf: (of) => elementValue(of, sources) });
}

/** The metadata of an element: a type name, String, Number …, a builder, or a class to embed. */
function elementValue(of: ElementType, sources: Omit<ValueSources, 'elementOf'>): ValueMetadata {
  const { label, scope } = sources;
  const type = resolve(of, label);
  if (typeof type === 'string') return valueOfType(type, label);
  if (typeof type === 'object') return declaredElement(type, sources);
  const kind = kindOfHint(type);
  if (kind !== null) return { kind, converter: null };
  return embeddedAs(undefined, type, label, scope);
}

const wholeProperties: readonly string[] = [
  'Id',
  'Version',
  'Ttl',
  'ExpiresAt',
  'CreatedAt',
  'UpdatedAt',
  'DeletedAt',
  'Transient',
  'Computed',
];

function declaredElement(
  { declarations }: ElementDeclaration,
  sources: Omit<ValueSources, 'elementOf'>,
): ValueMetadata {
  const [declaration, second] = declarations ?? [];
  if (declaration === undefined) {
    throw new MetadataError(sources.label, `the type function gives an object that is no builder`);
  }
  if (second !== undefined || wholeProperties.includes(declaration.decorator)) {
    const wrong = second?.decorator ?? declaration.decorator;
    throw new MetadataError(sources.label, `@${wrong} is for properties, not for elements`);
  }
  const { options } = declaration;
  checkOptions(declaration.decorator, options, sources.label);
  for (const option of ['name', 'default', 'select', 'merge']) {
    if (!(option in options)) continue;
    throw new MetadataError(sources.label, `${option} is for properties, not for elements`);
  }
  return buildValue(declaration, { ...sources, designType: undefined, indexedKind: null });
}

/** The members of an enum; given without a function, they may not be defined yet. */
function membersOf(of: DeclarationOf<'Enum'>['of'], label: string): object {
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

function hinted({ designType, indexedKind }: ValueSources): ValueMetadata {
  return { kind: kindOfHint(designType) ?? indexedKind ?? 'dynamic', converter: null };
}

function hllValue({ indexBits, minhashBits }: HllOptions, label: string): ValueMetadata {
  checkWhole('indexBits', indexBits, [4, 16], label);
  checkWhole('minhashBits', minhashBits, [4, 51], label);
  if (indexBits === undefined) {
    if (minhashBits === undefined) return { kind: 'hll', converter: null };
    throw new MetadataError(label, 'minhashBits needs indexBits beside it');
  }
  if (indexBits + (minhashBits ?? 0) > 64) {
    throw new MetadataError(label, 'indexBits and minhashBits are at most 64 together');
  }
  return { kind: 'hll', converter: null, hll: { indexBits, minhashBits: minhashBits ?? null } };
}

function referenceValue(
  { of, options }: DeclarationOf<'Reference'>,
  { label, scope }: ValueSources,
): ValueMetadata {
  checkChoice('by', options.by, ['id', 'digest'], label);
  checkSwitch('eager', options.eager, label);
  checkSwitch('many', options.many, label);
  const reference: ReferenceMetadata = {
    kind: 'reference',
    by: options.by ?? 'id',
    target: () => scope.entityOf(resolve(of, label)),
    eager: options.eager ?? false,
  };
  if (options.many !== true) return reference;
  return { kind: 'list', element: reference, ordered: false, unique: false, maxItems: null };
}
