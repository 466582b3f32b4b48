import { createGlobalSetup } from './global-setup.js';

// oxlint-disable-next-line import/no-default-export -- Jest and Vitest take a global setup as that.
export default createGlobalSetup();
