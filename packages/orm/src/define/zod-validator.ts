import type { StandardIssue, StandardSchema } from '../type/standard-schema.js';
import type { ZodIssue, ZodPayload, ZodSchema } from './zod-schema.js';

/**
 * A validator of entities. Zod's own checks what goes into a schema; where codecs are in it, an entity
 * is what comes out, so the schema runs backward and the result is dropped.
 */
export function zodValidator(schema: ZodSchema, codecs: boolean): StandardSchema {
  if (!codecs) return schema;
  return {
    '~standard': {
      version: 1,
      vendor: 'zod',
      validate: async (value) => {
        const issues = await issuesOf(schema, value);
        return issues.length === 0 ? { value } : { issues: issues.map(standardIssue) };
      },
    },
  };
}

async function issuesOf(schema: ZodSchema, value: unknown): Promise<readonly ZodIssue[]> {
  if (schema.safeEncodeAsync !== undefined) {
    return (await schema.safeEncodeAsync(value)).error?.issues ?? [];
  }
  const payload: ZodPayload = { value, issues: [] };
  return (await schema._zod.run(payload, { async: true, direction: 'backward' })).issues;
}

function standardIssue({ message, code, path = [] }: ZodIssue): StandardIssue {
  return { message: message ?? code ?? 'invalid', path };
}
