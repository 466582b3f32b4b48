import { WireClient } from '../../support/wire-client';

/** A connection to the server that the global setup has put into the environment. */
export function useClusterOfRun(): { readonly client: WireClient } {
  let client: WireClient | undefined;
  beforeAll(async () => {
    const [, port] = (process.env['AEROSPIKE_HOSTS'] as string).split(':');
    client = await WireClient.connect(Number(port));
  });
  afterAll(() => client?.close());
  return {
    get client() {
      return client as WireClient;
    },
  };
}
