import { testWorkerId, workerNamespace, workerSet } from '../../src/testing/index';

const { env } = process;
beforeEach(() => {
  process.env = { ...env, JEST_WORKER_ID: '2', AEROSPIKE_NAMESPACES: 'a, b' };
});
afterAll(() => {
  process.env = env;
});

it('tells workers apart in Jest and in Vitest', () => {
  expect(testWorkerId()).toBe(2);
  delete process.env['JEST_WORKER_ID'];
  process.env['VITEST_POOL_ID'] = '3';
  expect(testWorkerId()).toBe(3);
  delete process.env['VITEST_POOL_ID'];
  expect(testWorkerId()).toBe(1);
});

it('gives each worker its namespace, and says what to do when there are too few', () => {
  expect(workerNamespace()).toBe('b');
  process.env['JEST_WORKER_ID'] = '3';
  expect(() => workerNamespace()).toThrow('worker 3: AEROSPIKE_NAMESPACES has 2. Run fewer');
  delete process.env['AEROSPIKE_NAMESPACES'];
  expect(() => workerNamespace()).toThrow('is not set. Use the global setup');
});

it('gives each worker sets of its own', () => {
  expect(workerSet('users')).toBe('users_2');
  expect(() => workerSet('x'.repeat(62))).toThrow('1 to 63 bytes');
  expect(() => workerSet('')).toThrow('needs a name');
});
