import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NativeConnection } from '../connection/native-connection.js';
import { manyCommands } from '../official-many.js';
import type { OfficialError, OfficialPolicy } from '../official-module.js';

/** A module that an info command registers. */
export interface ModuleToRegister {
  readonly filename: string;
  readonly source: Buffer;
}

const UDF_PUT =
  /^udf-put:filename=([^;/\\]+);content=([A-Za-z0-9+/=]*);content-len=\d+;udf-type=LUA;$/;

/** The module of a command that registers one, which is longer than the addon lets commands be. */
export function parseUdfPut(command: string): ModuleToRegister | undefined {
  const [, filename, content] = UDF_PUT.exec(command) ?? [];
  if (filename === undefined || content === undefined) return undefined;
  return { filename, source: Buffer.from(content, 'base64') };
}

/** The addon reads a module from a file, and has read it when the call returns. */
export async function registerModule(
  { client }: NativeConnection,
  { filename, source }: ModuleToRegister,
  policy: OfficialPolicy,
  done: (error: OfficialError | null | undefined) => void,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aeroform-udf-'));
  try {
    const file = path.join(folder, filename);
    await writeFile(file, source, { mode: 0o600 });
    manyCommands(client).udfRegister(file, LUA, policy, done);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const LUA = 0;
