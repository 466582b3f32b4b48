import { ResultCode } from '@aeroform/protocol';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';
import { statisticNames } from './statistic-list.js';

const MAX_HISTOGRAM_NAME_SIZE = 99;

/** The histograms that are listed without being asked for: of the server, and of each namespace. */
const BATCH = 'batch-index';
const LISTED = statisticNames(
  'read write udf batch-sub-read batch-sub-write batch-sub-udf pi-query si-query',
);

const REPLICATED_WRITE = ['start', 'restart', 'dup-res', 'master', 'repl-write', 'response'];

/** Histograms of a namespace that can be asked for, by name; most stand for themselves. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [...LISTED, 'read-touch', 're-repl', 'proxy'].map((name) => [name, [name]]),
  ),
  'benchmarks-read': parts(
    'read',
    statisticNames('start restart dup-res repl-ping local response'),
  ),
  'benchmarks-write': parts('write', REPLICATED_WRITE),
  'benchmarks-udf': parts('udf', REPLICATED_WRITE),
  'benchmarks-batch-sub': parts(
    'batch-sub',
    statisticNames(`prestart start restart dup-res repl-ping read-local write-master udf-master
      repl-write response`),
  ),
  'benchmarks-udf-sub': parts('udf-sub', REPLICATED_WRITE),
  'benchmarks-ops-sub': parts('ops-sub', REPLICATED_WRITE),
};

/** The same for histograms of the server. */
const NAMED_OF_SERVER: Readonly<Record<string, readonly string[]>> = {
  [BATCH]: [BATCH],
  info: ['info'],
  'benchmarks-fabric': ['bulk', 'ctrl', 'meta', 'rw'].flatMap((channel) =>
    parts(`fabric-${channel}`, ['send-init', 'send-fragment', 'recv-fragment', 'recv-cb']),
  ),
};

/**
 * Latencies of commands. This server takes no times: it answers as the real one does for histograms
 * without data.
 */
export const latencyInfoCommands: InfoCommands = {
  latencies: ({ namespaces }, params) => {
    const name = params.optional('hist', MAX_HISTOGRAM_NAME_SIZE);
    if (name === undefined) {
      const ofNamespaces = [...namespaces.keys()].flatMap((each) => scoped(each, LISTED));
      return withoutData([BATCH, ...ofNamespaces]);
    }
    const [, namespace, scopedName] = /^\{([^}]*)\}-(.*)$/.exec(name) ?? [];
    const histograms =
      namespace === undefined ? own(NAMED_OF_SERVER, name) : own(NAMED, scopedName ?? '');
    if (histograms === undefined || (namespace !== undefined && !namespaces.has(namespace))) {
      throw new InfoError(ResultCode.PARAMETER, 'bad hist name');
    }
    return withoutData(namespace === undefined ? histograms : scoped(namespace, histograms));
  },
};

function own(
  table: Readonly<Record<string, readonly string[]>>,
  name: string,
): readonly string[] | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function parts(name: string, suffixes: readonly string[]): string[] {
  return suffixes.map((suffix) => `${name}-${suffix}`);
}

function scoped(namespace: string, names: readonly string[]): string[] {
  return names.map((name) => `{${namespace}}-${name}`);
}

function withoutData(names: readonly string[]): string {
  return names.map((name) => `${name}:`).join(';');
}
