const wellKnown = Symbol as unknown as { metadata?: symbol };

/**
 * `Symbol.metadata`, which standard decorators need and Node 20 lacks. Compilers emit metadata only
 * when it exists before the class is evaluated, so it is defined here, on import: the one side effect
 * of this package. `Symbol.for` is what the run-time parts of swc and esbuild fall back to.
 */
export const symbolMetadata: symbol = (wellKnown.metadata ??= Symbol.for('Symbol.metadata'));
