import { infoFrame } from '../generator/frame.js';
import type { Random } from '../generator/random.js';
import type { Scope } from '../generator/scope.js';
import { createCommand, SINDEX_KINDS, sindexName } from '../generator/sindexes.js';
import type { Family, GeneratedRequest } from '../generator/step.js';
import { createSindex, putQueried, queryRequest } from './query.js';

function nameOf(random: Random, scope: Scope): string {
  return random.percent(95)
    ? sindexName(scope, random.pick(SINDEX_KINDS))
    : random.pick(['', 'no-such-index', 'x'.repeat(64)]);
}

/** Commands whose answer depends on nothing but what the episode did. */
const COMMANDS: readonly ((random: Random, scope: Scope) => string)[] = [
  (random, scope) => `sindex-exists:namespace=test;indexname=${nameOf(random, scope)}`,
  (random, scope) => `sindex-exists:ns=test;indexname=${nameOf(random, scope)}`,
  (random, scope) => `sindex-delete:namespace=test;indexname=${nameOf(random, scope)}`,
  (random, scope) =>
    `sindex-delete:namespace=${random.pick(['test', 'other'])};set=${scope.set};indexname=${nameOf(random, scope)}`,
  () => 'sindex-list:namespace=test',
  () => 'sindex-list:ns=test;b64=true',
  () => 'sindex-list:namespace=other',
  (random, scope) => `sindex-stat:namespace=other;indexname=${nameOf(random, scope)}`,
  (random, scope) =>
    createCommand(scope, random.pick(SINDEX_KINDS)).replace(
      'namespace=test',
      random.pick(['ns=test', 'namespace=other', 'nothing=1']),
    ),
  (random, scope) =>
    createCommand(scope, random.pick(SINDEX_KINDS)).replace(
      /type=[a-z0-9]+/,
      random.pick(['type=NUMERIC', 'type=other', '']),
    ),
  () => 'namespaces',
  () => 'build',
  () => 'edition',
  () => 'no-such-command',
  () => 'udf-get:filename=no-such.lua',
  () => 'query-show:trid=0',
  () => 'query-show:trid=77',
  () => 'query-abort:trid=77',
  () => 'truncate:namespace=test',
  () => 'truncate:namespace=other;set=x',
  () => 'truncate:namespace=test;set=no-such-set;lut=1',
  () => 'get-config:context=none',
];

function truncate(scope: Scope): GeneratedRequest {
  return {
    frame: infoFrame(`truncate:namespace=test;set=${scope.set}`),
    answer: 'info',
    settle: { kind: 'clock' },
  };
}

/** Administration: indexes, truncation, what is asked for by name. */
export const info: Family = {
  name: 'info',
  indexed: true,
  generate: (random, scope) => {
    const kind = random.below(100);
    if (kind < 20) return putQueried(random, scope);
    if (kind < 35) return createSindex(random, scope);
    if (kind < 55) return queryRequest(random, scope);
    if (kind < 60) return truncate(scope);
    const command = random.pick(COMMANDS)(random, scope);
    const name = /^sindex-create.*indexname=([^;]*)/.exec(command)?.[1];
    return {
      frame: infoFrame(command),
      answer: 'info',
      ...(name !== undefined && { settle: { kind: 'sindex', name } }),
    };
  },
};
