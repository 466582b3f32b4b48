import type { InfoCommands } from './info-command.js';

/** Lua modules. None can be registered yet: the answers are those of a server without any. */
export const udfInfoCommands: InfoCommands = {
  'udf-list': () => '',
  'udf-get': (_node, params) =>
    (params.get('filename') ?? '') === '' ? 'error=invalid_filename' : 'error=not_found',
  'udf-remove': (_node, params) =>
    (params.get('filename') ?? '') === '' ? 'error=invalid_filename' : 'ok',
};
