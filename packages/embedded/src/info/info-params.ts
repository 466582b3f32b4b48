import { formatInfoError, ResultCode } from '@aeroform/protocol';

/** An info command fails with an answer of its own: `ERROR:<code>:<text>`. */
export class InfoError extends Error {
  override readonly name = 'InfoError';

  constructor(resultCode: number, text: string) {
    super(formatInfoError(resultCode, text));
  }
}

/** What follows the name of an info command: `k=v;k=v`, or `a/b`. */
export class InfoParams {
  /** As it came, without the separator in front. Binary string. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The arguments of the form `a/b`, those of the form `k=v` cut off. */
  get args(): readonly string[] {
    const colon = this.text.indexOf(':');
    const plain = colon < 0 ? this.text : this.text.slice(0, colon);
    return plain === '' ? [] : plain.split('/');
  }

  /** Value of `name=value`, the first one of several; undefined when there is none. */
  get(name: string): string | undefined {
    for (const pair of this.text.split(';')) {
      const equals = pair.indexOf('=');
      if (equals >= 0 && pair.slice(0, equals) === name) return pair.slice(equals + 1);
    }
    return undefined;
  }

  /**
   * Value of a parameter that must be there, under its name or an older one.
   *
   * @param maxSize - longest value in bytes.
   * @throws {InfoError} in the server's words when it is missing, empty or too long.
   */
  require(name: string, maxSize: number, alias?: string): string {
    const value = this.optional(name, maxSize, alias);
    if (value === undefined) throw new InfoError(codeOf(name), `missing '${name}'`);
    return value;
  }

  /** As {@link require}, but undefined when the parameter is not there. */
  optional(name: string, maxSize: number, alias?: string): string | undefined {
    const value = this.get(name) ?? (alias === undefined ? undefined : this.get(alias));
    if (value === undefined) return undefined;
    if (value === '') throw new InfoError(codeOf(name), `missing '${name}' value`);
    if (value.length > maxSize) throw new InfoError(codeOf(name), `'${name}' value too long`);
    return value;
  }
}

function codeOf(name: string): number {
  return name === 'namespace' ? ResultCode.INVALID_NAMESPACE : ResultCode.PARAMETER;
}
