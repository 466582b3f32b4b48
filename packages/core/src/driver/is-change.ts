/** Info commands that change something; all others only tell. */
const CHANGES: ReadonlySet<string> = new Set([
  'config-set',
  'eviction-reset',
  'log-set',
  'masking',
  'query-abort',
  'query-abort-all',
  'quiesce',
  'quiesce-undo',
  'recluster',
  'revive',
  'roster-set',
  'services-alumni-reset',
  'set-config',
  'set-log',
  'sindex-create',
  'sindex-delete',
  'tip',
  'tip-clear',
  'truncate',
  'truncate-namespace',
  'truncate-namespace-undo',
  'truncate-undo',
  'udf-clear-cache',
  'udf-put',
  'udf-remove',
  'xdr-set-filter',
]);

/** Whether an info command changes something, so that without an answer to it nobody knows. */
export function isChange(command: string): boolean {
  return CHANGES.has(command.split(/[:/]/, 1)[0] as string);
}
