import { describeValue } from '../error/describe-value.js';
import { MetadataError } from '../error/metadata-error.js';
import { declaredMember } from '../metadata/class-declaration.js';
import { declarationOf } from '../metadata/decorator-target.js';
import type {
  MemberDeclaration,
  MemberDecorator,
  StoredOptions,
} from '../metadata/member-declaration.js';
import type { EntityClass } from '../type/entity-type.js';
import type { Shape } from './shape.js';

/** Makes a class with the properties of a shape. */
export function declareShape(name: string, shape: Shape): EntityClass {
  const type = newClass(name);
  declareMembers(type, shape, name === '' ? 't.embedded' : name);
  return type;
}

/** A class with a name and nothing else. */
export function newClass(name: string): EntityClass {
  const type = class {};
  Object.defineProperty(type, 'name', { value: name, configurable: true });
  return type;
}

/** Records the properties of a shape, as decorators would. */
export function declareMembers(type: EntityClass, shape: Shape, owner: string): void {
  const declaration = declarationOf(type);
  for (const [property, described] of Object.entries(shape)) {
    const declarations: unknown = described?.declarations;
    if (!Array.isArray(declarations)) {
      throw new MetadataError(
        `${owner}.${property}`,
        `is described by ${describeValue(described)}; write t.string(), t.int() …`,
      );
    }
    const member = declaredMember(declaration, property);
    member.declarations.push(...(declarations as MemberDeclaration[]).map(required));
  }
}

/** Decorators whose properties have a value of their own, which may be absent. */
const present: ReadonlySet<MemberDecorator> = new Set([
  'Bin',
  'GeoBin',
  'HllBin',
  'ListBin',
  'MapBin',
  'SetBin',
  'Enum',
  'Embedded',
  'Reference',
]);

/** What is neither optional nor has a default must be there. */
function required(declaration: MemberDeclaration): MemberDeclaration {
  if (!present.has(declaration.decorator)) return declaration;
  // safe: those are the declarations with such options
  const options = declaration.options as StoredOptions;
  if (options.nullable !== undefined || options.default !== undefined) return declaration;
  return { ...declaration, options: { ...options, nullable: false } } as MemberDeclaration;
}
