import type { Node } from '../cluster/node.js';
import { compileModule } from '../udf/compile-module.js';
import { udfModule } from '../udf/udf-module.js';
import type { InfoCommands } from './info-command.js';
import type { InfoParams } from './info-params.js';

/** File names have fewer bytes. */
const MAX_FILENAME_SIZE = 128;
/** Most bytes of a module. */
const MAX_CONTENT_SIZE = 1024 * 1024;
const MAX_UINT32 = 0xffff_ffff;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Lua modules: registered, listed, read and removed. */
export const udfInfoCommands: InfoCommands = {
  'udf-list': ({ udfs }) =>
    udfs.modules.all
      .map(({ filename, hash }) => `filename=${filename},hash=${hash},type=LUA;`)
      .join(''),
  'udf-get': ({ udfs }, params) => {
    const filename = readFilename(params);
    if (filename === undefined) return 'error=invalid_filename';
    const module = udfs.modules.get(filename);
    if (module === undefined) return 'error=not_found';
    return module.source === '' ? 'error=empty' : `type=LUA;content=${module.content};`;
  },
  'udf-remove': (node, params) => {
    const filename = readFilename(params);
    if (filename === undefined) return 'error=invalid_filename';
    node.metadata.change(node, ({ udfs }) => {
      udfs.modules.delete(filename);
      udfs.reset(filename);
    });
    return 'ok';
  },
  'udf-put': (node, params) => {
    const filename = readFilename(params);
    if (filename === undefined || !hasExtension(filename)) return 'error=invalid_filename';
    const checked = readContent(params);
    return 'error' in checked ? checked.error : register(node, filename, checked.content);
  },
  // States are made anew for the next call.
  'udf-clear-cache': ({ udfs }) => {
    for (const { filename } of udfs.modules.all) udfs.reset(filename);
    return 'ok';
  },
};

function register(node: Node, filename: string, content: string): string {
  const module = udfModule(filename, content);
  const error = compileModule(filename, module.source, node.udfs.modules.source);
  if (error === undefined) {
    node.metadata.change(node, ({ udfs }) => {
      udfs.modules.put(module);
      udfs.reset(filename);
    });
    return 'ok';
  }
  const message = Buffer.from(error.message, 'latin1').toString('base64');
  return `error=compile_error;file=${error.file};line=${error.line};message=${message}`;
}

/** Undefined when it is missing or too long. */
function readFilename(params: InfoParams): string | undefined {
  const filename = params.get('filename') ?? '';
  return filename === '' || filename.length >= MAX_FILENAME_SIZE ? undefined : filename;
}

/** A dot, but neither at the start nor at the end. */
function hasExtension(filename: string): boolean {
  const dot = filename.indexOf('.');
  return dot > 0 && dot < filename.length - 1;
}

/** The source of a module as base64, or what is wrong with it, in the server's order of checks. */
function readContent(params: InfoParams): { content: string } | { error: string } {
  const sizeText = params.get('content-len') ?? '';
  if (sizeText === '') return { error: 'error=invalid_content_len' };
  if ((params.get('udf-type') ?? 'LUA') !== 'LUA') return { error: 'error=invalid_udf_type' };
  const size = /^\d{1,10}$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  if (!(size <= MAX_UINT32) || size % 4 !== 0) return { error: 'error=invalid_content_len' };
  const content = params.get('content');
  if (content?.length !== size) return { error: 'error=invalid_content' };
  if ((size / 4) * 3 > MAX_CONTENT_SIZE) return { error: 'error=invalid_udf_content_len,>1M' };
  return BASE64.test(content) ? { content } : { error: 'error=invalid_base64_content' };
}
