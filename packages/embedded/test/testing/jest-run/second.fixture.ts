import { workerNamespace, workerSet } from '../../../src/testing/index';
import { useClusterOfRun } from './cluster-of-run';

const cluster = useClusterOfRun();

it('has a namespace and sets of its own in the cluster of the run', async () => {
  const worker = Number(process.env['JEST_WORKER_ID']);
  expect(workerNamespace()).toBe(`test_${worker}`);
  expect(workerSet('users')).toBe(`users_${worker}`);
  const namespaces = await cluster.client.info('namespaces');
  expect(namespaces.split(';')).toEqual(['test', 'test_1', 'test_2']);
});
