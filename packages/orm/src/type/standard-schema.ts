/** One thing that a schema finds wrong with a value. */
export interface StandardIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where, from the value down; absent for the value itself. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema says of a value: the value as it sees it, or what is wrong. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/**
 * A validator as zod, valibot, arktype and others are: see standardschema.dev. Structural, so that no
 * such package is needed.
 */
export interface StandardSchema<Output = unknown> {
  /** What the standard prescribes. */
  readonly '~standard': {
    /** Version of the standard. */
    readonly version: 1;
    /** Name of the validator, e.g. `zod`. */
    readonly vendor: string;
    /** Checks a value. */
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}

/** A validator whose own `validate` waits although it need not, e.g. one that the mapper has made. */
export interface ImmediateSchema extends StandardSchema {
  /** Checks a value at once; null when the schema is asynchronous. */
  readonly validateNow: (value: unknown) => StandardResult<unknown> | null;
}
