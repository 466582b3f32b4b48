import type { ClassTransformOptions } from 'class-transformer';

/** What transforms need to know of the `toPlain` call they belong to. */
export interface PlainCall {
  /** The entity that is written. */
  readonly root: object;
  readonly exclude: ReadonlySet<string>;
  /** Null: all. */
  readonly expose: ReadonlySet<string> | null;
  /** Entities that are written already: a circle of references ends with an id. */
  readonly written: Set<object>;
}

/** What becomes of keys of a plain object that are no properties of the class. */
export type UnknownKeys = 'throw' | 'ignore';

/** Where a call hangs on the options of class-transformer, which hands them to each transform. */
const CALL: unique symbol = Symbol('@aeroform/orm.plain-call');

const UNKNOWN_KEYS: unique symbol = Symbol('@aeroform/orm.unknown-keys');

interface OptionsWithCall extends ClassTransformOptions {
  [CALL]?: PlainCall;
  [UNKNOWN_KEYS]?: UnknownKeys;
}

/** Options that carry a call. */
export function withCall(options: ClassTransformOptions, call: PlainCall): ClassTransformOptions {
  const carrying: OptionsWithCall = { ...options, [CALL]: call };
  return carrying;
}

/** The call of a transform; undefined when class-transformer was called by somebody else. */
export function callOf(options: ClassTransformOptions): PlainCall | undefined {
  return (options as OptionsWithCall)[CALL];
}

/** Options that carry what `fromPlain` does with unknown keys. */
export function withUnknownKeys(
  options: ClassTransformOptions,
  unknownKeys: UnknownKeys,
): ClassTransformOptions {
  const carrying: OptionsWithCall = { ...options, [UNKNOWN_KEYS]: unknownKeys };
  return carrying;
}

/** What a transform does with unknown keys; undefined when somebody else called class-transformer. */
export function unknownKeysOf(options: ClassTransformOptions): UnknownKeys | undefined {
  return (options as OptionsWithCall)[UNKNOWN_KEYS];
}

/** Tells whether a call leaves a property out. */
export function isLeftOut(call: PlainCall | undefined, owner: unknown, property: string): boolean {
  if (call === undefined || call.root !== owner) return false;
  return call.exclude.has(property) || call.expose?.has(property) === false;
}
