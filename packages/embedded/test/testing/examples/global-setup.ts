import { createGlobalSetup } from '../../../src/testing/index';

// The file that Jest's or Vitest's `globalSetup` names.
// oxlint-disable-next-line import/no-default-export -- It is what they take.
export default createGlobalSetup({ edition: 'enterprise' });
