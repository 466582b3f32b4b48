import {
  EmbeddedServer,
  type EmbeddedWorker,
  type EmbeddedServerOptions,
} from '@aeroform/embedded';
import { type AerospikeClient, createClient } from '../../src/index.js';

/** A server with a client of each driver: what one does, the other must do as well. */
export interface BothDrivers {
  readonly native: AerospikeClient;
  readonly wire: AerospikeClient;
  readonly server: EmbeddedWorker;
  stop(): Promise<void>;
}

export async function startBothDrivers(options: EmbeddedServerOptions = {}): Promise<BothDrivers> {
  const server = await EmbeddedServer.startInWorker(options);
  const hosts = [...server.hosts];
  const wire = await createClient({ hosts }).connect();
  const native = await createClient({ hosts, driver: 'native' }).connect();
  return {
    native,
    wire,
    server,
    async stop() {
      await native.close();
      await wire.close();
      await server.stop();
    },
  };
}
