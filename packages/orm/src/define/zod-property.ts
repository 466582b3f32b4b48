import { MetadataError } from '../error/metadata-error.js';
import type { BinType, MainDeclaration } from '../metadata/member-declaration.js';
import type { MapKeyKind } from '../metadata/value-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { zodCodec } from './zod-codec.js';
import { noStoredForm } from './zod-refusal.js';
import type { ZodDefinition, ZodSchema } from './zod-schema.js';
import { isNothing, type ZodVariants, zodVariants } from './zod-variants.js';

/** What a zod schema says of a property. */
export interface ZodProperty {
  readonly declaration: MainDeclaration;
  readonly optional: boolean;
  readonly nullable: boolean;
  /** Makes the declared default; null without one. */
  readonly default: (() => unknown) | null;
}

/** What the reading of a schema needs to know, and finds out. */
export interface ZodReading {
  /** The class of a nested object. */
  readonly classOf: (schema: ZodSchema, path: string) => EntityClass;
  /** The base class of the objects of a union. */
  readonly baseOf: (schema: ZodSchema, variants: ZodVariants, path: string) => EntityClass;
  /** The lazy schemas that are being read. */
  readonly open: Set<ZodSchema>;
  /** Some value is stored in another form than the entity has it. */
  codecs: boolean;
  /** The first `z.catch`, which cannot be checked from the entity's side; null without one. */
  caught: string | null;
}

type ZodReader = (at: {
  readonly schema: ZodSchema;
  readonly def: ZodDefinition;
  readonly path: string;
  readonly reading: ZodReading;
}) => ZodProperty;

/** A property without any of its wrappings. */
function plain(declaration: MainDeclaration): ZodProperty {
  return { declaration, optional: false, nullable: false, default: null };
}

const bin =
  (type: BinType): ZodReader =>
  () =>
    plain({ decorator: 'Bin', options: { type } });

/** A value of no declared type may be null, which is the absent bin. */
const anything: ZodReader = () => ({
  ...plain({ decorator: 'Bin', options: {} }),
  nullable: true,
});

const readers: Readonly<Record<string, ZodReader>> = {
  string: bin('string'),
  template_literal: bin('string'),
  number: ({ schema }) =>
    plain({ decorator: 'Bin', options: { type: isInteger(schema) ? 'int' : 'double' } }),
  bigint: bin('bigint'),
  boolean: bin('bool'),
  date: bin('date'),
  any: anything,
  unknown: anything,
  custom: ({ schema, path }) => {
    const { Class: type } = schema._zod.bag ?? {};
    if (type === Uint8Array || type === Buffer) {
      return plain({ decorator: 'Bin', options: { type: 'bytes' } });
    }
    if (type === Date) return plain({ decorator: 'Bin', options: { type: 'date' } });
    throw noStoredForm('custom', path);
  },
  enum: ({ def }) => plain({ decorator: 'Enum', of: () => def.entries ?? {}, options: {} }),
  literal: ({ def, path }) => literalProperty(def.values ?? [], path),
  array: ({ def, path, reading }) =>
    plain({ decorator: 'ListBin', of: element(def.element, `${path}[]`, reading), options: {} }),
  set: ({ def, path, reading }) =>
    plain({ decorator: 'SetBin', of: element(def.valueType, `${path}[]`, reading), options: {} }),
  map: ({ def, path, reading }) => {
    const key = keyKind(part(def.keyType, path), path, reading);
    const of = element(def.valueType, `${path}[]`, reading);
    return plain({ decorator: 'MapBin', of, options: { key } });
  },
  // The keys of a plain object are texts, whatever schema checks them.
  record: ({ def, path, reading }) =>
    plain({
      decorator: 'MapBin',
      of: element(def.valueType, `${path}[]`, reading),
      options: { as: 'object' },
    }),
  object: ({ schema, path, reading }) => {
    const type = reading.classOf(schema, path);
    return plain({ decorator: 'Embedded', of: () => type, options: {} });
  },
  union: (at) => {
    const variants = zodVariants(at.def, at.path);
    if (variants === null) return unionProperty(at.def.options ?? [], at.path, at.reading);
    const type = at.reading.baseOf(at.schema, variants, at.path);
    return { ...plain({ decorator: 'Embedded', of: () => type, options: {} }), ...absence(at.def) };
  },
  lazy: ({ schema, def, path, reading }) => {
    // Only objects may contain themselves: other values would have no end.
    if (reading.open.has(schema)) throw noStoredForm('lazy', path);
    reading.open.add(schema);
    try {
      return readZod(part(def.getter?.(), path), path, reading);
    } finally {
      reading.open.delete(schema);
    }
  },
  pipe: ({ def, path, reading }) => {
    const [input, output] = [part(def.in, path), part(def.out, path)];
    if (isCodec(def)) {
      reading.codecs = true;
      return plain(zodCodec(readZod(input, path, reading).declaration, def, path));
    }
    if (input._zod.def.type === 'transform' || output._zod.def.type === 'transform') {
      throw new MetadataError(path, 'a transform goes one way only; use z.codec(…) with both ways');
    }
    const [from, to] = [readZod(input, path, reading), readZod(output, path, reading)];
    if (isOther(from.declaration, to.declaration)) {
      throw new MetadataError(
        path,
        'the pipe goes from one type to another, one way only; use z.codec(…) with both ways',
      );
    }
    return to;
  },
};

type ZodWrapper = (inner: ZodProperty, at: Parameters<ZodReader>[0]) => ZodProperty;

/** What is said around a schema. */
const wrappers: Readonly<Record<string, ZodWrapper>> = {
  readonly: (inner) => inner,
  nonoptional: (inner) => ({ ...inner, optional: false }),
  optional: (inner) => ({ ...inner, optional: true }),
  nullable: (inner) => ({ ...inner, nullable: true }),
  default: (inner, { def }) => ({ ...inner, optional: false, default: () => def.defaultValue }),
  prefault: (inner, { def, path }) => ({
    ...inner,
    optional: false,
    default: () => parsed(part(def.innerType, path), def.defaultValue, path),
  }),
  catch: (inner, { path, reading }) => {
    reading.caught ??= path;
    return inner;
  },
};

/**
 * Reads a property out of a zod schema.
 *
 * @throws MetadataError naming the path when the schema cannot be stored
 */
export function readZod(schema: ZodSchema, path: string, reading: ZodReading): ZodProperty {
  return readAround(schema, path, reading, (inner, def) => {
    const read = Object.hasOwn(readers, def.type) ? readers[def.type] : undefined;
    if (read === undefined) throw noStoredForm(def.type, path);
    return read({ schema: inner, def, path, reading });
  });
}

/** Reads a property whose stored type is given: only what is around the schema, and a codec. */
export function readGiven(schema: ZodSchema, path: string, reading: ZodReading): ZodProperty {
  return readAround(schema, path, reading, (_inner, def) => {
    const stored: MainDeclaration = { decorator: 'Bin', options: {} };
    if (!isCodec(def)) return plain(stored);
    reading.codecs = true;
    return plain(zodCodec(stored, def, path));
  });
}

/** Reads the wrappings of a schema. */
function readAround(
  schema: ZodSchema,
  path: string,
  reading: ZodReading,
  read: (inner: ZodSchema, def: ZodDefinition) => ZodProperty,
): ZodProperty {
  const { def } = schema._zod;
  const wrapper = Object.hasOwn(wrappers, def.type) ? wrappers[def.type] : undefined;
  if (wrapper === undefined) return read(schema, def);
  const inner = readAround(part(def.innerType, path), path, reading, read);
  return wrapper(inner, { schema, def, path, reading });
}

function isCodec({ transform, reverseTransform }: ZodDefinition): boolean {
  return transform !== undefined && reverseTransform !== undefined;
}

function part(schema: ZodSchema | undefined, path: string): ZodSchema {
  if (schema !== undefined) return schema;
  throw new MetadataError(path, 'the zod schema is incomplete; zod 4.1 or newer is needed');
}

const integerFormats: readonly unknown[] = ['safeint', 'int32', 'uint32'];

function isInteger({ _zod }: ZodSchema): boolean {
  const { format, checks = [] } = _zod.def;
  const formats = [format, ...checks.map((check) => check._zod.def.format)];
  return formats.some((each) => integerFormats.includes(each));
}

function element(
  schema: ZodSchema | undefined,
  path: string,
  reading: ZodReading,
): () => { declarations: readonly MainDeclaration[] } {
  // Read at once, so that what cannot be stored is refused where the entity is made.
  const { declaration } = readZod(part(schema, path), path, reading);
  return () => ({ declarations: [declaration] });
}

const keyKinds: Readonly<Record<string, MapKeyKind>> = {
  string: 'string',
  int: 'int',
  bytes: 'bytes',
};

function keyKind(schema: ZodSchema, path: string, reading: ZodReading): MapKeyKind {
  const { declaration } = readZod(schema, `${path} (key)`, reading);
  if (declaration.decorator === 'Enum') return 'string';
  const type = declaration.decorator === 'Bin' ? declaration.options.type : undefined;
  const kind = type === undefined ? undefined : keyKinds[type];
  if (kind !== undefined) return kind;
  throw new MetadataError(path, 'the keys of a map are z.string(), z.int() or bytes');
}

const kindOfLiteral: Readonly<Record<string, BinType>> = { boolean: 'bool', bigint: 'bigint' };

function literalProperty(values: readonly unknown[], path: string): ZodProperty {
  const present = values.filter((value) => value !== null && value !== undefined);
  const flags = { optional: values.includes(undefined), nullable: values.includes(null) };
  if (present.every((value) => typeof value === 'string' || typeof value === 'number')) {
    if (present.length === 0) throw noStoredForm('null', path);
    return { ...plain({ decorator: 'Enum', of: () => present, options: {} }), ...flags };
  }
  const types = new Set(present.map((value) => typeof value));
  const type = types.size === 1 ? kindOfLiteral[[...types][0] ?? ''] : undefined;
  if (type === undefined) throw noStoredForm('literal', path);
  return { ...plain({ decorator: 'Bin', options: { type } }), ...flags };
}

/** What values of a type are in JavaScript, where it is not the name of the type. */
const primitives: Readonly<Partial<Record<BinType, string>>> = { int: 'number', double: 'number' };

/** Whether values of the one are never values of the other; only asked of values of one type. */
function isOther(one: MainDeclaration, other: MainDeclaration): boolean {
  if (one.decorator !== 'Bin' || other.decorator !== 'Bin') return false;
  const [a, b] = [one.options.type, other.options.type];
  return a !== undefined && b !== undefined && (primitives[a] ?? a) !== (primitives[b] ?? b);
}

/** Whether a union has values that are not stored. */
function absence({ options = [] }: ZodDefinition): Pick<ZodProperty, 'optional' | 'nullable'> {
  const types = options.filter(isNothing).map(({ _zod }) => _zod.def.type);
  return { optional: types.some((type) => type !== 'null'), nullable: types.includes('null') };
}

function unionProperty(
  options: readonly ZodSchema[],
  path: string,
  reading: ZodReading,
): ZodProperty {
  const alternatives = options
    .filter((option) => !isNothing(option))
    .map((option) => readZod(option, path, reading));
  const absent = absence({ type: 'union', options });
  const flags = {
    optional: absent.optional || alternatives.some(({ optional }) => optional),
    nullable: absent.nullable || alternatives.some(({ nullable }) => nullable),
    default: null,
  };
  const declarations = alternatives.map(({ declaration }) => declaration);
  const declaration = merged(declarations);
  if (declaration === null) throw noStoredForm('union', path);
  return { declaration, ...flags };
}

/** What several alternatives have in common: the only one, one type, or the members of enums. */
function merged(declarations: readonly MainDeclaration[]): MainDeclaration | null {
  const [first, ...others] = declarations;
  if (first === undefined || others.length === 0) return first ?? null;
  const members = declarations.map((each) => (each.decorator === 'Enum' ? each.of() : null));
  if (members.every((each) => each !== null)) {
    return {
      decorator: 'Enum',
      of: () => members.flatMap((each) => Object.values(each)),
      options: {},
    };
  }
  const isSame = others.every(
    (each) =>
      each.decorator === 'Bin' &&
      first.decorator === 'Bin' &&
      each.options.convert === undefined &&
      first.options.convert === undefined &&
      each.options.type === first.options.type,
  );
  return isSame ? first : null;
}

function parsed(schema: ZodSchema, value: unknown, path: string): unknown {
  const result = schema['~standard'].validate(value);
  if ('then' in result || result.issues !== undefined) {
    throw new MetadataError(path, 'the prefault is not a valid value');
  }
  return result.value;
}
