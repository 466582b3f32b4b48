/**
 * A command cannot be done: ends it with a result code. Thrown by handlers at any depth and turned
 * into an answer in one place.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly resultCode: number;

  constructor(resultCode: number, message = `result code ${resultCode}`) {
    super(message);
    this.resultCode = resultCode;
  }
}
