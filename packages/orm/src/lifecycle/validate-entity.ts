import { describeValue } from '../error/describe-value.js';
import { ValidationError } from '../error/validation-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type {
  ImmediateSchema,
  StandardIssue,
  StandardResult,
  StandardSchema,
} from '../type/standard-schema.js';

/** When the schemas of entities (`@Entity({ validate })`) check them. */
export type ValidationRule = 'off' | 'write' | 'read-write';

/** What is checked, for the error. */
export interface ValidationSubject {
  readonly verb: string;
  readonly id: unknown;
  /** It was read, not given. Default false. */
  readonly isStored?: boolean;
}

/**
 * Lets the schema of an entity check it. The schema only checks: what it makes of the value (defaults,
 * transformations) is not taken over, so that the application holds what is stored.
 *
 * @param held the properties that are known; null for all. Issues of others do not count.
 * @throws ValidationError
 */
export async function validateEntity(
  metadata: EntityMetadata,
  value: object,
  held: ReadonlySet<string> | null,
  subject: ValidationSubject,
): Promise<void> {
  if (metadata.validate === null) return;
  const result = await metadata.validate['~standard'].validate(value);
  refuse(metadata, result.issues, held, subject);
}

/**
 * Lets the schema of an entity check properties that are written without the entity. Null removes a
 * property, so the schema has to take it as null or as absent.
 *
 * @throws ValidationError
 */
export async function validatePatch(
  metadata: EntityMetadata,
  given: object,
  subject: ValidationSubject,
): Promise<void> {
  if (metadata.validate === null) return;
  const schema = metadata.validate['~standard'];
  const values = Object.entries(given) as [string, unknown][];
  const removed = values.flatMap(([name, value]) => (value === null ? [name] : []));
  const { issues = [] } = await schema.validate(given);
  let counted = issues;
  if (removed.length > 0) {
    const without = Object.assign(Object.create(Object.getPrototypeOf(given) as object), given);
    for (const name of removed) Reflect.deleteProperty(without, name);
    const { issues: absent = [] } = await schema.validate(without);
    const required = new Set(absent.map(({ path }) => ownerOf(path)));
    counted = issues.filter(({ path }) => {
      const owner = ownerOf(path);
      return !removed.includes(owner ?? '') || required.has(owner);
    });
  }
  const held = new Set(values.flatMap(([name, value]) => (value === undefined ? [] : [name])));
  refuse(metadata, counted, held, subject);
}

/**
 * The same for an entity that was read, which cannot wait.
 *
 * @throws ValidationError also when the schema is asynchronous
 */
export function validateLoaded(
  metadata: EntityMetadata,
  entity: object,
  held: ReadonlySet<string> | null,
): void {
  if (metadata.validate === null) return;
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  const subject = { verb: 'load', id, isStored: true };
  const result = validateNow(metadata.validate, entity);
  if (result !== null) {
    refuse(metadata, result.issues, held, subject);
    return;
  }
  const message = 'the schema is asynchronous, and loading does not wait: use validate: "write"';
  refuse(metadata, [{ message }], null, subject);
}

/** What a schema says at once; null when it has to wait. */
function validateNow(
  schema: StandardSchema | ImmediateSchema,
  entity: object,
): StandardResult<unknown> | null {
  if ('validateNow' in schema) return schema.validateNow(entity);
  const result = schema['~standard'].validate(entity);
  if (!(result instanceof Promise)) return result;
  // Its answer comes too late for anybody.
  result.catch(() => undefined);
  return null;
}

function refuse(
  { name }: EntityMetadata,
  issues: readonly StandardIssue[] | undefined,
  held: ReadonlySet<string> | null,
  { verb, id, isStored = false }: ValidationSubject,
): void {
  if (issues === undefined) return;
  const counted = issues.filter((issue) => concerns(issue, held));
  if (counted.length === 0) return;
  const texts = counted.map(({ message, path }) => `${pathText(path)}${message}`);
  const named = `${name} ${describeValue(id).replace(/^the string /, '')}`;
  throw new ValidationError(`${verb}(): ${named} is not valid: ${texts.join('; ')}`, counted, {
    entity: name,
    id,
    isStored,
  });
}

/** Of an entity of which only a part is known, an issue of the whole says nothing. */
function concerns({ path }: StandardIssue, held: ReadonlySet<string> | null): boolean {
  if (held === null) return true;
  const owner = ownerOf(path);
  return owner !== undefined && held.has(owner);
}

/** The property that an issue is about; undefined for one of the whole. */
function ownerOf(path: StandardIssue['path']): string | undefined {
  const [first] = path ?? [];
  return first === undefined ? undefined : String(keyOf(first));
}

function pathText(path: StandardIssue['path']): string {
  return path === undefined || path.length === 0
    ? ''
    : `${path.map((step) => String(keyOf(step))).join('.')}: `;
}

function keyOf(step: NonNullable<StandardIssue['path']>[number]): PropertyKey {
  return typeof step === 'object' ? step.key : step;
}
