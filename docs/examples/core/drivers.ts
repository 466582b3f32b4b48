import { createClient, type Host, UnsupportedByDriverError } from '@aeroform/core';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region choose
  const wire = createClient({ hosts }); // driver: 'wire' is the default
  const native = createClient({ hosts, driver: 'native' }); // needs npm install aerospike@6.7.1
  // #endregion

  // #region refused
  let alternative: string | undefined;
  try {
    createClient({ hosts, driver: 'native', ipMap: { '10.0.0.1': '203.0.113.1' } });
  } catch (error) {
    if (!(error instanceof UnsupportedByDriverError)) throw error;
    alternative = error.alternative; // what to use instead; error.feature is what is missing
  }
  // #endregion
  await wire.connect();
  await wire.close();
  return [native.isConnected(), alternative?.includes("driver: 'wire'")];
}

export const expected = [false, true];
