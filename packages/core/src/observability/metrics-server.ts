import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientError } from '../error/client-error.js';
import { getMetrics, openMetricsRegistry } from './prometheus.js';

/** Where a metrics server listens. */
export interface MetricsServerOptions {
  /** Address to listen on. Default: all of this machine. */
  readonly host?: string;
}

interface RunningServer {
  readonly server: Server;
  readonly port: number;
}

/** Port of aerospike-py's server. */
const DEFAULT_PORT = 9464;

let running: RunningServer | undefined;
/** Starting and stopping happen one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Serves the metrics of this process over HTTP: `GET /metrics`, everything else is 404. One server
 * for each process: another port replaces the server, once it listens there; the same port keeps it.
 * The server does not keep the process alive.
 *
 * @param port - 0 for any free one. Default 9464.
 * @returns the port.
 * @throws {ClientError} when the port can't be listened on; a server that was running goes on.
 */
export function startMetricsServer(
  port: number = DEFAULT_PORT,
  options: MetricsServerOptions = {},
): Promise<number> {
  return inTurn(async () => {
    if (running !== undefined && running.port === port) return port;
    const started = await listen(port, options.host);
    await closeRunning();
    running = started;
    return started.port;
  });
}

/** Stops the metrics server; nothing happens when there is none. */
export function stopMetricsServer(): Promise<void> {
  return inTurn(closeRunning);
}

async function closeRunning(): Promise<void> {
  const server = running?.server;
  running = undefined;
  if (server === undefined) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

async function listen(port: number, host: string | undefined): Promise<RunningServer> {
  const { contentType } = await openMetricsRegistry();
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end('Not found: metrics are at GET /metrics\n');
      return;
    }
    getMetrics().then(
      (text) => response.writeHead(200, { 'Content-Type': contentType }).end(text),
      (error: Error) => response.writeHead(500).end(`${error.message}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new ClientError(
          `The metrics server cannot listen on port ${port} (${cause.code ?? cause.message}). ` +
            'Choose another port, or stop what listens there.',
          { code: 'METRICS_SERVER_FAILED', cause },
        ),
      );
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, resolve);
  });
  server.unref();
  return { server, port: (server.address() as AddressInfo).port };
}
