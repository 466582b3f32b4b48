// oxlint-disable-next-line import/no-default-export -- Jest takes a global teardown as that.
export { globalTeardown as default } from './global-setup.js';
