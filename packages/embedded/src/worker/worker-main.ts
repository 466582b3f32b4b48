import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { EmbeddedError } from '../error/embedded-error.js';
import { EmbeddedServer } from '../server/embedded-server.js';
import type { EmbeddedServerOptions } from '../server/server-options.js';
import type { WorkerAddress } from './embedded-worker.js';
import {
  START_ID,
  type WorkerAnswer,
  type WorkerCall,
  type WorkerFailure,
} from './worker-message.js';
import { WORKER_METHODS, type WorkerMethod, type WorkerState } from './worker-methods.js';

void run(parentPort as MessagePort, workerData as EmbeddedServerOptions);

async function run(port: MessagePort, options: EmbeddedServerOptions): Promise<void> {
  try {
    const server = await EmbeddedServer.start(options);
    const state: WorkerState = { server, snapshots: new Map() };
    port.on('message', (call: WorkerCall) => void answer(port, state, call));
    const { host, port: number, hosts, tlsHosts } = server;
    const address: WorkerAddress = { host, port: number, hosts, tlsHosts };
    send(port, { id: START_ID, value: address });
  } catch (error) {
    send(port, { id: START_ID, error: describe(error) });
  }
}

async function answer(port: MessagePort, state: WorkerState, call: WorkerCall): Promise<void> {
  try {
    const method = WORKER_METHODS[call.method as WorkerMethod];
    const value: unknown = await method(state, call.argument as never);
    send(port, { id: call.id, value });
  } catch (error) {
    send(port, { id: call.id, error: describe(error) });
  }
  // Nothing else holds the thread then.
  if (call.method === 'stop') port.close();
}

function send(port: MessagePort, message: WorkerAnswer): void {
  port.postMessage(message);
}

function describe(error: unknown): WorkerFailure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack, code: error instanceof EmbeddedError ? error.code : undefined };
}
