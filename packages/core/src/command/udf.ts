import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseInfoPairs } from '@aeroform/protocol';
import { ClientError } from '../error/client-error.js';
import { invalidArg } from '../error/argument-error.js';
import { AerospikeTimeoutError } from '../error/timeout-error.js';
import { UDFError } from '../error/udf-error.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { UDF_TYPE_LUA, type UdfModule, type UdfType } from '../udf/udf-module.js';
import { infoAll, infoRandomNode } from './info.js';
import { pause } from '../driver/pause.js';
import type { Session } from './session.js';

/** A module as source text, instead of a file. */
export interface UdfSource {
  /** File name under which it is registered, with `.lua`. */
  readonly filename: string;
  /** Lua source. */
  readonly source: string;
}

/** Time for a change to reach all nodes, in milliseconds. */
const SPREAD_TIMEOUT = 10_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/** Registers a module, and waits until every node has it. */
export async function udfPut(
  session: Session,
  file: string | UdfSource,
  udfType: UdfType = UDF_TYPE_LUA,
  policy?: AdminPolicy,
): Promise<void> {
  if (udfType !== UDF_TYPE_LUA) throw invalidArg('udfType', udfType, 'UDF_TYPE_LUA (0)');
  const { filename, source } = typeof file === 'string' ? await load(file) : checkSource(file);
  const content = Buffer.from(source).toString('base64');
  const command =
    `udf-put:filename=${filename};content=${content};content-len=${content.length};` +
    'udf-type=LUA;';
  expectNoFailure(await infoRandomNode(session, command, policy), filename);
  const hash = await registeredHash(session, filename, policy);
  await spread(session, policy, {
    what: `module ${filename} to be registered`,
    isDone: (modules) => modules.some((each) => each.filename === filename && each.hash === hash),
  });
}

/** Removes a module, and waits until no node has it. */
export async function udfRemove(
  session: Session,
  module: string,
  policy?: AdminPolicy,
): Promise<void> {
  const filename = luaFile(module);
  expectNoFailure(
    await infoRandomNode(session, `udf-remove:filename=${filename};`, policy),
    filename,
  );
  await spread(session, policy, {
    what: `module ${filename} to be removed`,
    isDone: (modules) => modules.every((each) => each.filename !== filename),
  });
}

/** The registered modules. */
export async function udfList(session: Session, policy?: AdminPolicy): Promise<UdfModule[]> {
  return parseModules(await infoRandomNode(session, 'udf-list', policy));
}

/** The source of a registered module. */
export async function udfGet(
  session: Session,
  module: string,
  policy?: AdminPolicy,
): Promise<string> {
  const filename = luaFile(module);
  const value = await infoRandomNode(session, `udf-get:filename=${filename};`, policy);
  expectNoFailure(value, filename);
  const content = parseInfoPairs(value).get('content');
  if (content === undefined) throw new UDFError(`The server sent no source of ${filename}.`);
  return Buffer.from(content, 'base64').toString();
}

async function load(file: string): Promise<UdfSource> {
  try {
    return { filename: luaFile(path.basename(file)), source: await readFile(file, 'utf8') };
  } catch (cause) {
    throw new ClientError(`The module ${file} cannot be read: ${(cause as Error).message}.`, {
      code: 'FILE_UNREADABLE',
      cause,
    });
  }
}

function checkSource(file: UdfSource): UdfSource {
  if (typeof file !== 'object' || file === null || typeof file.source !== 'string') {
    throw invalidArg('file', file, 'the path of a Lua file, or { filename, source }');
  }
  if (file.source === '') throw invalidArg('file.source', '', 'Lua source');
  return { filename: luaFile(file.filename), source: file.source };
}

function luaFile(name: string): string {
  if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) {
    throw invalidArg('module', name, 'a name of letters, digits, _, - and .');
  }
  return name.endsWith('.lua') ? name : `${name}.lua`;
}

/** @throws {UDFError} for an answer of the form `error=<name>;…`. */
function expectNoFailure(value: string, filename: string): void {
  if (!value.startsWith('error=')) return;
  const pairs = parseInfoPairs(value);
  const error = pairs.get('error') ?? 'unknown_error';
  const line = pairs.get('line');
  const message = pairs.get('message');
  const detail = message === undefined ? '' : `: ${Buffer.from(message, 'base64').toString()}`;
  const where = line === undefined ? '' : ` in line ${line}`;
  throw new UDFError(`${filename}: ${error}${where}${detail}.`, {
    code: `UDF_${error.toUpperCase()}`,
  });
}

function parseModules(value: string): UdfModule[] {
  return value
    .split(';')
    .filter((row) => row !== '')
    .map((row) => {
      const pairs = parseInfoPairs(row, ',');
      const part = (name: string): string => pairs.get(name) ?? '';
      return { filename: part('filename'), hash: part('hash'), type: part('type') };
    });
}

async function registeredHash(
  session: Session,
  filename: string,
  policy: AdminPolicy | undefined,
): Promise<string | undefined> {
  return (await udfList(session, policy)).find((each) => each.filename === filename)?.hash;
}

interface Spread {
  readonly what: string;
  readonly isDone: (modules: readonly UdfModule[]) => boolean;
}

/** Waits until a change has reached all nodes. */
async function spread(
  session: Session,
  policy: AdminPolicy | undefined,
  { what, isDone }: Spread,
): Promise<void> {
  const end = performance.now() + SPREAD_TIMEOUT;
  for (let interval = FIRST_PAUSE_MS; ; interval = Math.min(interval * 2, LONGEST_PAUSE_MS)) {
    const answers = await infoAll(session, 'udf-list', policy);
    if (
      answers.every(({ errorCode, response }) => errorCode === 0 && isDone(parseModules(response)))
    )
      return;
    if (performance.now() + interval >= end) {
      throw new AerospikeTimeoutError(`Waited ${SPREAD_TIMEOUT} ms for ${what} on all nodes.`);
    }
    await pause(interval, policy?.signal, session.closing);
  }
}
