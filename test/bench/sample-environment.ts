import type { Environment } from './report/report.js';

/** For tests of pages. */
export const ENVIRONMENT: Environment = {
  date: '2026-01-01',
  processor: 'P',
  cores: 2,
  memory: '8 GB',
  system: 'S',
  node: 'v20',
  server: 'here',
  official: '6.7.1',
};
