import { MetadataError } from '../error/metadata-error.js';
import type { BinType, MainDeclaration } from '../metadata/member-declaration.js';
import type { MapKeyKind } from '../metadata/value-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { zodCodec } from './zod-codec.js';
import type { ZodDefinition, ZodSchema } from './zod-schema.js';

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
export function plain(declaration: MainDeclaration): ZodProperty {
  return { declaration, optional: false, nullable: false, default: null };
}

const bin =
  (type?: BinType): ZodReader =>
  () =>
    plain({ decorator: 'Bin', options: type === undefined ? {} : { type } });

const unwrapped: ZodReader = ({ def, path, reading }) =>
  readZod(part(def.innerType, path), path, reading);

const readers: Readonly<Record<string, ZodReader>> = {
  string: bin('string'),
  template_literal: bin('string'),
  number: ({ schema }) =>
    plain({ decorator: 'Bin', options: { type: isInteger(schema) ? 'int' : 'double' } }),
  bigint: bin('bigint'),
  boolean: bin('bool'),
  date: bin('date'),
  any: bin(),
  unknown: bin(),
  custom: ({ schema, path }) => {
    const { Class: type } = schema._zod.bag ?? {};
    if (type === Uint8Array || type === Buffer) {
      return plain({ decorator: 'Bin', options: { type: 'bytes' } });
    }
    if (type === Date) return plain({ decorator: 'Bin', options: { type: 'date' } });
    throw unsupported('custom', path);
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
  union: ({ def, path, reading }) => unionProperty(def.options ?? [], path, reading),
  lazy: ({ schema, def, path, reading }) => {
    // Only objects may contain themselves: other values would have no end.
    if (reading.open.has(schema)) throw unsupported('lazy', path);
    reading.open.add(schema);
    try {
      return readZod(part(def.getter?.(), path), path, reading);
    } finally {
      reading.open.delete(schema);
    }
  },
  readonly: unwrapped,
  nonoptional: (at) => ({ ...unwrapped(at), optional: false }),
  optional: (at) => ({ ...unwrapped(at), optional: true }),
  nullable: (at) => ({ ...unwrapped(at), nullable: true }),
  default: (at) => ({
    ...unwrapped(at),
    optional: false,
    default: () => at.def.defaultValue,
  }),
  prefault: (at) => ({
    ...unwrapped(at),
    optional: false,
    default: () => parsed(part(at.def.innerType, at.path), at.def.defaultValue, at.path),
  }),
  catch: (at) => {
    at.reading.caught ??= at.path;
    return unwrapped(at);
  },
  pipe: ({ def, path, reading }) => {
    const [input, output] = [part(def.in, path), part(def.out, path)];
    if (def.transform !== undefined && def.reverseTransform !== undefined) {
      reading.codecs = true;
      return plain(zodCodec(readZod(input, path, reading).declaration, def, path));
    }
    if (input._zod.def.type === 'transform' || output._zod.def.type === 'transform') {
      throw new MetadataError(path, 'a transform goes one way only; use z.codec(…) with both ways');
    }
    return readZod(output, path, reading);
  },
};

/**
 * Reads a property out of a zod schema.
 *
 * @throws MetadataError naming the path when the schema cannot be stored
 */
export function readZod(schema: ZodSchema, path: string, reading: ZodReading): ZodProperty {
  const { def } = schema._zod;
  const read = Object.hasOwn(readers, def.type) ? readers[def.type] : undefined;
  if (read === undefined) throw unsupported(def.type, path);
  return read({ schema, def, path, reading });
}

function unsupported(type: string, path: string): MetadataError {
  const property = path.slice(path.indexOf('.') + 1).split(/[.[]/)[0] ?? path;
  return new MetadataError(
    path,
    `z.${type} has no stored form; use z.codec(…), or say how it is stored: bins: { ${property}: { type: 'json' } }`,
  );
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
    if (present.length === 0) throw unsupported('literal', path);
    return { ...plain({ decorator: 'Enum', of: () => present, options: {} }), ...flags };
  }
  const types = new Set(present.map((value) => typeof value));
  const type = types.size === 1 ? kindOfLiteral[[...types][0] ?? ''] : undefined;
  if (type === undefined) throw unsupported('literal', path);
  return { ...plain({ decorator: 'Bin', options: { type } }), ...flags };
}

const nothing: readonly string[] = ['null', 'undefined', 'void'];

function unionProperty(
  options: readonly ZodSchema[],
  path: string,
  reading: ZodReading,
): ZodProperty {
  const types = options.map(({ _zod }) => _zod.def.type);
  const alternatives = options
    .filter(({ _zod }) => !nothing.includes(_zod.def.type))
    .map((option) => readZod(option, path, reading));
  const flags = {
    optional:
      alternatives.some(({ optional }) => optional) ||
      types.some((type) => type !== 'null' && nothing.includes(type)),
    nullable: alternatives.some(({ nullable }) => nullable) || types.includes('null'),
    default: null,
  };
  const declarations = alternatives.map(({ declaration }) => declaration);
  const declaration = merged(declarations);
  if (declaration === null) throw unsupported('union', path);
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
