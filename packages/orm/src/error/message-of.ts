import { types } from 'node:util';

/** The message of whatever was thrown, also by code of another realm. */
export function messageOf(thrown: unknown): string {
  return types.isNativeError(thrown) ? thrown.message : String(thrown);
}
