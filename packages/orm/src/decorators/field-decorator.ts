import { declaredMember } from '../metadata/class-declaration.js';
import { memberTarget } from '../metadata/decorator-target.js';
import type { MemberDeclaration } from '../metadata/member-declaration.js';

/** A decorator for properties of type V (or null or undefined), in both decorator standards. */
export interface FieldDecorator<V> {
  <This, T extends V | null | undefined>(
    value: undefined,
    context: ClassFieldDecoratorContext<This, T>,
  ): void;
  <K extends string, T extends { [P in K]?: V | null | undefined }>(target: T, property: K): void;
}

/** A decorator for properties of type V; what is private is not checked in legacy mode. */
export interface OpenFieldDecorator<V> {
  <This, T extends V | null | undefined>(
    value: undefined,
    context: ClassFieldDecoratorContext<This, T>,
  ): void;
  <T extends object, K extends string | symbol>(target: T, property: Checked<T, K, V>): void;
}

/** A property, or never when it is known to be of another type. */
type Checked<T, K, V> = K &
  (K extends keyof T ? (T[K] extends V | null | undefined ? unknown : never) : unknown);

/** A decorator for properties of any type, private ones too, in both decorator standards. */
export interface AnyFieldDecorator {
  // Any: the class and the type of the field do not matter here.
  // oxlint-disable-next-line typescript/no-explicit-any
  (value: undefined, context: ClassFieldDecoratorContext<any, any>): void;
  (target: object, property: string | symbol): void;
}

/** A decorator that only records: behaviour is in the metadata builder and the mapper. */
export function fieldDecorator(declaration: MemberDeclaration): AnyFieldDecorator {
  return (first: unknown, second: unknown): void => {
    const target = memberTarget(declaration.decorator, 'field', first, second);
    const member = declaredMember(target.declaration, target.name);
    member.designType ??= target.designType;
    member.declarations.push(declaration);
  };
}
