import { parseArgs } from 'node:util';
import { EmbeddedError } from '../error/embedded-error.js';
import { EmbeddedServer } from '../server/embedded-server.js';
import { type EmbeddedServerOptions } from '../server/server-options.js';

const USAGE = `Usage: aeroform-embedded [options]

  --host <address>     address to listen on (default 127.0.0.1)
  --port <number>      port to listen on (default 3000, 0 for any free one)
  --namespace <name>   a namespace; may be given several times (default test)
  --help               this text
`;

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;
const DEFAULT_PORT = 3000;

/**
 * The command line: starts a server, prints one line when it is ready, and serves until SIGTERM or
 * SIGINT. Sets the exit code: 0 after a signal, 1 when the address can't be listened on, 2 on options
 * that are wrong.
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
    const server = await EmbeddedServer.start(options);
    stopOnSignal(server);
    process.stdout.write(`ready ${server.host}:${server.port}\n`);
  } catch (error) {
    fail(error);
  }
}

/** @returns undefined when only the usage was asked for. */
function readOptions(argv: readonly string[]): EmbeddedServerOptions | undefined {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      host: { type: 'string' },
      port: { type: 'string' },
      namespace: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  return {
    port: values.port === undefined ? DEFAULT_PORT : readPort(values.port),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.namespace === undefined ? {} : { namespaces: values.namespace }),
  };
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text)) {
    throw new EmbeddedError(
      'EMBEDDED_OPTION',
      `--port must be a number from 0 to 65535, found "${text}"`,
    );
  }
  return Number(text);
}

function stopOnSignal(server: EmbeddedServer): void {
  const stop = (): void => {
    void server.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const listening = error instanceof EmbeddedError && error.code === 'EMBEDDED_LISTEN';
  process.stderr.write(`aeroform-embedded: ${message}\n`);
  process.exitCode = listening ? EXIT_FAILURE : EXIT_USAGE;
}
