import type { Family } from '../generator/step.js';
import { background } from './background.js';
import { batch } from './batch.js';
import { bit } from './bit.js';
import { expression } from './expression.js';
import { hll } from './hll.js';
import { info } from './info.js';
import { list } from './list.js';
import { malformed } from './malformed.js';
import { map } from './map.js';
import { operateMixed } from './operate.js';
import { path } from './path.js';
import { query } from './query.js';
import { record } from './record.js';
import { streamUdf } from './stream-udf.js';
import { udf } from './udf.js';

const QUICK: readonly Family[] = [
  record,
  operateMixed,
  list,
  map,
  path,
  bit,
  hll,
  expression,
  batch,
  udf,
  malformed,
];

/** Those that wait for indexes, jobs and the clock. */
const WAITING: readonly Family[] = [query, background, streamUdf, info];

/** Every family of the program, the quick ones more than once. */
export const FAMILIES: readonly Family[] = [...QUICK, ...QUICK, ...QUICK, ...WAITING];
