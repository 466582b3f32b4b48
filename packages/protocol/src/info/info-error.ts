/** An error answer of an info command: `ERROR:<code>:<text>` or `FAIL:<code>:<text>`. */
export interface InfoError {
  /** Result code; 1 (server error) where the answer has none. */
  readonly resultCode: number;
  readonly message: string;
}

/** Some commands answer the same error twice, with a semicolon between. */
const ERROR_ANSWER = /^(?:ERROR|FAIL|error|fail)(?::(-?\d*))?(?::(.*?))?(?:;ERROR:.*)?$/s;

/** The error that an info value tells of, or undefined when it is none. */
export function parseInfoError(value: string): InfoError | undefined {
  const match = ERROR_ANSWER.exec(value);
  if (match === null) return undefined;
  const code = Number(match[1]);
  return {
    resultCode: match[1] !== undefined && match[1] !== '' && code !== 0 ? code : 1,
    message: match[2] ?? value,
  };
}

export function formatInfoError(resultCode: number, message: string): string {
  return `ERROR:${resultCode}:${message}`;
}
