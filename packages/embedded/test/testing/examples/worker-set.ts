import { workerSet } from '../../../src/testing/index';

const users = workerSet('users');
export { users };
