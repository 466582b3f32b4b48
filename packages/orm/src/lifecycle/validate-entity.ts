import { describeValue } from '../error/describe-value.js';
import { ValidationError } from '../error/validation-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { StandardIssue } from '../type/standard-schema.js';

/** When the schemas of entities (`@Entity({ validate })`) check them. */
export type ValidationRule = 'off' | 'write' | 'read-write';

/** What is checked, for the error. */
export interface ValidationSubject {
  readonly verb: string;
  readonly id: unknown;
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
  const subject = { verb: 'load', id: (entity as Record<string, unknown>)[metadata.id.property] };
  const result = metadata.validate['~standard'].validate(entity);
  if (!(result instanceof Promise)) {
    refuse(metadata, result.issues, held, subject);
    return;
  }
  // Its answer comes too late for anybody.
  result.catch(() => undefined);
  const message = 'the schema is asynchronous, and loading does not wait: use validate: "write"';
  refuse(metadata, [{ message }], null, subject);
}

function refuse(
  { name }: EntityMetadata,
  issues: readonly StandardIssue[] | undefined,
  held: ReadonlySet<string> | null,
  { verb, id }: ValidationSubject,
): void {
  if (issues === undefined) return;
  const counted = issues.filter((issue) => concerns(issue, held));
  if (counted.length === 0) return;
  const texts = counted.map(({ message, path }) => `${pathText(path)}${message}`);
  const named = `${name} ${describeValue(id).replace(/^the string /, '')}`;
  throw new ValidationError(`${verb}(): ${named} is not valid: ${texts.join('; ')}`, counted, {
    entity: name,
    id,
  });
}

/** Of an entity of which only a part is known, an issue of the whole says nothing. */
function concerns({ path }: StandardIssue, held: ReadonlySet<string> | null): boolean {
  if (held === null) return true;
  const [first] = path ?? [];
  return first !== undefined && held.has(String(keyOf(first)));
}

function pathText(path: StandardIssue['path']): string {
  return path === undefined || path.length === 0
    ? ''
    : `${path.map((step) => String(keyOf(step))).join('.')}: `;
}

function keyOf(step: NonNullable<StandardIssue['path']>[number]): PropertyKey {
  return typeof step === 'object' ? step.key : step;
}
