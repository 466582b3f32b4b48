import { useEmbeddedServer } from '../../../src/testing/index';

const embedded = useEmbeddedServer({ namespaces: ['app'] });

it('begins with no records', () => {
  expect(embedded.server.records('app')).toEqual([]);
});
