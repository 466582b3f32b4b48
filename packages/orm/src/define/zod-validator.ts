import type {
  ImmediateSchema,
  StandardIssue,
  StandardResult,
  StandardSchema,
} from '../type/standard-schema.js';
import type { ZodIssue, ZodPayload, ZodSchema } from './zod-schema.js';

/**
 * A validator of entities. Zod's own checks what goes into a schema; where codecs are in it, an entity
 * is what comes out, so the schema runs backward and the result is dropped.
 */
export function zodValidator(schema: ZodSchema, codecs: boolean): StandardSchema | ImmediateSchema {
  if (!codecs) return schema;
  return {
    '~standard': {
      version: 1,
      vendor: 'zod',
      validate: async (value) => resultOf(value, await issuesOf(schema, value)),
    },
    validateNow: (value) => {
      const issues = issuesNow(schema, value);
      return issues === null ? null : resultOf(value, issues);
    },
  };
}

function resultOf(value: unknown, issues: readonly ZodIssue[]): StandardResult<unknown> {
  return issues.length === 0 ? { value } : { issues: issues.map(standardIssue) };
}

/** @returns null when the schema is asynchronous */
function issuesNow(schema: ZodSchema, value: unknown): readonly ZodIssue[] | null {
  try {
    if (schema.safeEncode !== undefined) return schema.safeEncode(value).error?.issues ?? [];
    const payload: ZodPayload = { value, issues: [] };
    const result = schema._zod.run(payload, { async: false, direction: 'backward' });
    if (!(result instanceof Promise)) return result.issues;
    // Its answer comes too late for anybody.
    result.catch(() => undefined);
    return null;
  } catch (error) {
    if ((error as Error | undefined)?.constructor.name === '$ZodAsyncError') return null;
    throw error;
  }
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
