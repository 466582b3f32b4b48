/**
 * An error that arose while a socket was read knows nothing of the call. Taken again here, in the
 * continuation of the caller's `await`, the stack ends at the line that made the call.
 *
 * @param below - the function whose frames, and those it called, are left out.
 */
export function atCaller(error: unknown, below: (...args: never[]) => unknown): unknown {
  if (error instanceof Error) Error.captureStackTrace(error, below);
  return error;
}
