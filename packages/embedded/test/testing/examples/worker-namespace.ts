import { workerNamespace } from '../../../src/testing/index';

const namespace = workerNamespace(); // test_1 in the first worker
export { namespace };
