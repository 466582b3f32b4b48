import * as hooks from 'node:test';
import { useEmbeddedWorker } from '../../../src/testing/index';

const embedded = useEmbeddedWorker({
  hooks,
  seed: (server) => server.clock.advance('31d'),
});

// oxlint-disable-next-line typescript/no-floating-promises -- The test runner waits for it.
hooks.it('begins with what was seeded', async () => {
  await embedded.server.inspect();
});
