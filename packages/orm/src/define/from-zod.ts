import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { declaredMember } from '../metadata/class-declaration.js';
import { declarationOf } from '../metadata/decorator-target.js';
import type {
  IdOptions,
  IndexOptions,
  MainDeclaration,
  MemberDeclaration,
} from '../metadata/member-declaration.js';
import type { EntityClass, IdProp } from '../type/entity-type.js';
import type { UnwrittenProps } from '../type/unwritten.js';
import { declareEntity } from './declare-entity.js';
import { newClass } from './declare-shape.js';
import { newVariant, newVariantBase } from './declare-variants.js';
import type { ZodBin, ZodOptions } from './zod-options.js';
import { readGiven, readZod, type ZodProperty, type ZodReading } from './zod-property.js';
import { otherKeys } from './zod-refusal.js';
import { isZodSchema, type ZodObjectSchema, type ZodSchema } from './zod-schema.js';
import { zodValidator } from './zod-validator.js';

/** The instances of an entity that `fromZod` made. I: the id; H: what `update` does not write besides. */
export type ZodEntity<O, I, H = never> = O &
  (I extends 'id' ? unknown : { readonly [IdProp]?: I }) &
  ([H] extends [never] ? unknown : { readonly [UnwrittenProps]?: H });

/**
 * Makes an entity out of a zod object schema (zod 4). Its types are those the schema gives, and it
 * checks entities before they are written.
 *
 * `z.int()` is stored as an integer, `z.number()` as a double (say `bins: { n: { type: 'int' } }`, or
 * use `z.int()`, where an index is wanted); `z.date()` as milliseconds; nested objects as maps; a
 * `z.codec` is stored as its input side. What is `.nullable()` but not optional reads as null when the
 * bin is absent.
 *
 * @param object a `z.object(…)`
 * @param options name, the id property, and the options of `@Entity`
 * @returns a class: as it is, or as the base of one with methods
 * @throws MetadataError naming the path of what cannot be stored
 */
export function fromZod<
  O extends object,
  I extends keyof O & string,
  N extends string = string,
  H extends keyof O & string = never,
>(
  object: ZodObjectSchema<O>,
  options: ZodOptions<keyof O & string, I, N, H>,
): EntityClass<ZodEntity<O, I, H>> {
  const { name, validate, ...rest } = options as ZodOptions<string, string>;
  if (typeof name !== 'string' || name === '') {
    throw new MetadataError('fromZod', `needs a name; got ${describeValue(name)}`);
  }
  const schema: unknown = object;
  if (!isZodSchema(schema) || schema._zod.def.type !== 'object') {
    throw new MetadataError(
      name,
      `fromZod takes a z.object(…) of zod 4; got ${describeValue(schema)}`,
    );
  }
  const { members, entity } = splitOptions(rest, name, schema);
  const reading = newReading();
  const properties = readShape(schema, name, reading, members);
  if (reading.codecs && reading.caught !== null) {
    throw new MetadataError(
      reading.caught,
      'z.catch cannot be checked backward, which z.codec needs; leave out one of them',
    );
  }
  const type = newClass(name);
  const validator = validate === undefined ? zodValidator(schema, reading.codecs) : validate;
  declareEntity(type, { ...entity, ...(validator === null ? {} : { validate: validator }) });
  declareAll(type, properties);
  // safe: the properties are those of the schema
  return type as EntityClass<ZodEntity<O, I, H>>;
}

type Members = ReadonlyMap<string, Partial<ZodBin> & { readonly role?: MainDeclaration }>;

const roles = {
  version: 'Version',
  ttlProperty: 'Ttl',
  expiresAt: 'ExpiresAt',
  createdAt: 'CreatedAt',
  updatedAt: 'UpdatedAt',
  deletedAt: 'DeletedAt',
} as const;

type OtherOptions = Omit<ZodOptions<string, string>, 'name' | 'validate'>;

/** Parts what is said of single properties from what is said of the entity. */
function splitOptions(options: OtherOptions, name: string, schema: ZodSchema) {
  const { id, idStrategy, bins = {}, ...others } = options;
  const { version, ttlProperty, expiresAt, createdAt, updatedAt, deletedAt, ...entity } = others;
  const special = { version, ttlProperty, expiresAt, createdAt, updatedAt, deletedAt };
  const members = new Map<string, Partial<ZodBin> & { readonly role?: MainDeclaration }>(
    Object.entries(bins as Record<string, ZodBin>),
  );
  const strategy = idStrategy === undefined ? {} : { strategy: idStrategy };
  members.set(id, { ...members.get(id), role: { decorator: 'Id', options: strategy } });
  for (const [option, decorator] of Object.entries(roles)) {
    const property = special[option as keyof typeof roles];
    if (property === undefined) continue;
    members.set(property, { ...members.get(property), role: { decorator, options: {} } });
  }
  for (const property of members.keys()) {
    const shape = schema._zod.def.shape ?? {};
    if (Object.hasOwn(shape, property)) continue;
    throw new MetadataError(
      `${name}.${property}`,
      `is not in the schema; it has ${Object.keys(shape).join(', ')}`,
    );
  }
  return { members, entity };
}

function newReading(): ZodReading {
  const classes = new Map<ZodSchema, EntityClass>();
  const reading: ZodReading = {
    open: new Set(),
    codecs: false,
    caught: null,
    classOf: (schema, path) => {
      const known = classes.get(schema);
      if (known !== undefined) return known;
      const type = newClass('');
      // Known before its properties are: a schema may contain itself.
      classes.set(schema, type);
      declareAll(type, readShape(schema, path, reading, new Map()));
      return type;
    },
    baseOf: (union, { key, byValue }, path) => {
      const known = classes.get(union);
      if (known !== undefined) return known;
      const base = newVariantBase(key, [...byValue.keys()], path);
      classes.set(union, base);
      for (const [value, schema] of byValue) {
        const properties = readShape(schema, path, reading, new Map());
        // That of the base class.
        properties.delete(key);
        declareAll(newVariant(base, value), properties);
      }
      return base;
    },
  };
  return reading;
}

function readShape(
  schema: ZodSchema,
  owner: string,
  reading: ZodReading,
  members: Members,
): Map<string, MemberDeclaration[]> {
  const { shape = {}, catchall } = schema._zod.def;
  if (catchall !== undefined && catchall._zod.def.type !== 'never') throw otherKeys(owner);
  const properties = new Map<string, MemberDeclaration[]>();
  for (const [property, inner] of Object.entries(shape)) {
    const { role, index, ...more } = members.get(property) ?? {};
    const path = `${owner}.${property}`;
    const read = (more.type === undefined ? readZod : readGiven)(inner, path, reading);
    const declaration = role === undefined ? stored(read, more) : withRole(role, read, more, path);
    const indexes = index === undefined ? [] : indexOptions(index);
    properties.set(property, [
      declaration,
      ...indexes.map((options) => ({ decorator: 'Index' as const, options })),
    ]);
  }
  return properties;
}

function indexOptions(index: NonNullable<ZodBin['index']>): readonly IndexOptions[] {
  if (index === true) return [{}];
  return [index].flat() as readonly IndexOptions[];
}

/** The declaration with what the wrappings of the schema and the options say. */
function stored(read: ZodProperty, more: Partial<ZodBin>): MemberDeclaration {
  const { declaration, optional, nullable, default: make } = read;
  const isAbsent = optional || nullable;
  const standard =
    make !== null ? { default: make } : nullable && !optional ? { default: null } : {};
  const presence = isAbsent || make !== null ? {} : { nullable: false };
  const options = { ...declaration.options, ...presence, ...standard, ...more };
  return { ...declaration, options } as MemberDeclaration;
}

const idTypes: readonly unknown[] = ['string', 'int', 'bigint', 'bytes'];

function withRole(
  role: MainDeclaration,
  { declaration }: ZodProperty,
  more: Partial<ZodBin>,
  path: string,
): MemberDeclaration {
  if (role.decorator !== 'Id') {
    return { ...role, options: { ...role.options, ...more } } as MemberDeclaration;
  }
  const { name, type: given, ...others } = more;
  const [unfit] = Object.keys(others);
  if (unfit !== undefined) throw new MetadataError(path, `an id has no option '${unfit}'`);
  const options = declaration.decorator === 'Bin' ? declaration.options : {};
  const isEnum = declaration.decorator === 'Enum';
  const type = given ?? (isEnum ? undefined : options.type);
  if ((!isEnum && !idTypes.includes(type)) || options.convert !== undefined) {
    throw new MetadataError(path, 'an id is z.string(), z.int(), z.bigint() or bytes');
  }
  const bin = name === undefined ? {} : { storeAsBin: name };
  const known = type === undefined ? {} : { type: type as NonNullable<IdOptions['type']> };
  return { ...role, options: { ...role.options, ...bin, ...known } };
}

function declareAll(type: EntityClass, properties: ReadonlyMap<string, MemberDeclaration[]>): void {
  const declaration = declarationOf(type);
  for (const [property, declarations] of properties) {
    declaredMember(declaration, property).declarations.push(...declarations);
  }
}
