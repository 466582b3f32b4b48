import { createUdfState, type FindModule } from './udf-state.js';

/** Why a module can't be registered. */
export interface CompileError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** How long the body of a module may run, in milliseconds. */
const TIME_LIMIT_MS = 1000;
/** Longest message that is not about a line. */
const MAX_MESSAGE_SIZE = 256;

/**
 * Compiles a module and runs its body once, as the server does before it registers one.
 *
 * @returns undefined when all is well.
 */
export function compileModule(
  filename: string,
  source: string,
  findModule: FindModule,
): CompileError | undefined {
  const lua = createUdfState(findModule);
  try {
    if (lua.load(source, filename) && lua.call(0, performance.now() + TIME_LIMIT_MS)) {
      return undefined;
    }
    return parseError(lua.toText(-1) ?? '(Null error message returned by lua)');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return parseError(error.message);
  }
}

function parseError(text: string): CompileError {
  const found = /^\[[^"]*"([^"]*)"[^:]*:(\d+): (.*)$/s.exec(text);
  if (found === null) {
    const [firstLine = ''] = text.split('\n', 1);
    return { file: '', line: 0, message: firstLine.slice(0, MAX_MESSAGE_SIZE) };
  }
  const [, file = '', line = '', message = ''] = found;
  return { file, line: Number(line), message };
}
