const LOCATION = /[^\s()]+:\d+:\d+(?=\)?$)/;

/**
 * An error that arose after an `await`, or deep inside the mapper, may have a stack that ends before
 * the line of the application. Called in the continuation of the caller's `await`, this appends the
 * frames that are missing; what the error tells of its own origin stays.
 *
 * @param below the function whose frames, and those it called, are left out
 */
export function addCaller(error: unknown, below: (...args: never[]) => unknown): unknown {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return error;
  const caller: { stack?: string } = {};
  Error.captureStackTrace(caller, below);
  const known = error.stack;
  const missing = framesOf(caller.stack ?? '').filter((frame) => {
    const location = LOCATION.exec(frame)?.[0];
    return location !== undefined && !known.includes(location);
  });
  if (missing.length > 0) error.stack = [known, ...missing].join('\n');
  return error;
}

function framesOf(stack: string): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
