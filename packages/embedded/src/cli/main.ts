import { parseArgs } from 'node:util';
import type { Edition } from '../cluster/node.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { optionError } from '../error/option-error.js';
import { type EmbeddedServerOptions } from '../server/server-options.js';
import {
  CLUSTER_FLAGS,
  CLUSTER_USAGE,
  type ClusterFlags,
  type Started,
  startServer,
} from './cluster-flags.js';
import { readSecurityFlags, SECURITY_FLAGS, SECURITY_USAGE } from './security-flags.js';

const USAGE = `Usage: aeroform-embedded [options]

  --host <address>     address to listen on (default 127.0.0.1)
  --port <number>      port to listen on (default 3000, 0 for any free one)
  --namespace <name>   a namespace; may be given several times (default test)
  --edition <name>     community (default) or enterprise
  --strong-consistency strong consistency, and so transactions, in all namespaces
  --data-directory <path>  keep everything in this folder (default: nothing is kept)
  --fsync              with it: answer changes only when they are on the disk
${CLUSTER_USAGE}${SECURITY_USAGE}  --help               this text
`;

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;
const DEFAULT_PORT = 3000;

/**
 * The command line: starts a server, prints one line when it is ready, and serves until SIGTERM or
 * SIGINT. Sets the exit code: 0 after a signal, 1 when the address can't be listened on or the data
 * directory can't be used, 2 on options that are wrong.
 */
export function main(argv: readonly string[]): void {
  void run(argv);
}

async function run(argv: readonly string[]): Promise<void> {
  try {
    const options = readOptions(argv);
    if (options === undefined) {
      process.stdout.write(USAGE);
      return;
    }
    const server = await startServer(options.server, options.cluster);
    stopOnSignal(server);
    process.stdout.write(`ready ${server.host}:${server.port}\n`);
  } catch (error) {
    fail(error);
  }
}

const FLAGS = {
  host: { type: 'string' },
  port: { type: 'string' },
  namespace: { type: 'string', multiple: true },
  edition: { type: 'string' },
  'strong-consistency': { type: 'boolean' },
  'data-directory': { type: 'string' },
  fsync: { type: 'boolean' },
  ...SECURITY_FLAGS,
  ...CLUSTER_FLAGS,
  help: { type: 'boolean' },
} as const;

/** Otherwise all but the last one would be ignored. */
function checkGivenOnce(names: readonly string[]): void {
  const flags: Readonly<Record<string, { readonly type: string; readonly multiple?: boolean }>> =
    FLAGS;
  const twice = names.find(
    (name, index) => flags[name]?.multiple !== true && names.indexOf(name) !== index,
  );
  if (twice !== undefined) throw optionError(`--${twice} is given twice`);
}

/** @returns undefined when only the usage was asked for. */
function readOptions(
  argv: readonly string[],
): { server: EmbeddedServerOptions; cluster: ClusterFlags } | undefined {
  const { values, tokens } = parseArgs({ args: [...argv], options: FLAGS, tokens: true });
  checkGivenOnce(tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])));
  if (values.help === true) return undefined;
  const server: EmbeddedServerOptions = {
    port: values.port === undefined ? DEFAULT_PORT : readPort(values.port),
    ...(values.host === undefined ? {} : { host: values.host }),
    namespaces: (values.namespace ?? ['test']).map((name) => ({
      name,
      strongConsistency: values['strong-consistency'] === true,
    })),
    ...(values.edition === undefined ? {} : { edition: values.edition as Edition }),
    ...readSecurityFlags(values),
    ...dataDirectory(values['data-directory'], values.fsync),
  };
  return { server, cluster: values };
}

function dataDirectory(
  path: string | undefined,
  fsync: boolean | undefined,
): Pick<EmbeddedServerOptions, 'dataDirectory'> {
  if (path !== undefined) return { dataDirectory: { path, fsync: fsync === true } };
  if (fsync !== true) return {};
  throw optionError('--fsync needs --data-directory: nothing is kept without');
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text)) {
    throw optionError(`--port must be a number from 0 to 65535, found "${text}"`);
  }
  return Number(text);
}

function stopOnSignal(server: Started): void {
  const stop = (): void => {
    void server.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = !(error instanceof EmbeddedError) || error.code === 'EMBEDDED_OPTION';
  const remedy = error instanceof EmbeddedError ? '' : '; --help lists the options';
  process.stderr.write(`aeroform-embedded: ${message}${remedy}\n`);
  process.exitCode = isUsage ? EXIT_USAGE : EXIT_FAILURE;
}
