/**
 * Asks a real server on this machine every info command that it has, and keeps what form the answers
 * have in `measured-info.json`, which the ledger compares embedded with:
 *
 *   pnpm --filter @aeroform/embedded measure-info 3000
 *
 * It should be a Community Edition 8.1.2 with one namespace `test` in memory and nothing in it.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { WireClient } from '../test/support/wire-client.js';
import { askInfoForms } from './evidence/info-form.js';

/** What would end the work of others, or change how the server runs. */
const NOT_ASKED = ['query-abort-all', 'recluster', 'tip', 'tip-clear', 'eviction-reset'];

/** Commands that `help` leaves out: for clients, or for the Enterprise Edition. */
const NOT_IN_HELP =
  'admin-clear-std admin-tls-std alumni-clear-alt alumni-clear-std alumni-tls-alt alumni-tls-std ' +
  'config-get config-set connection digests endpoints feature-key masking masking-show mcast mesh ' +
  'name objects partition-info partitions peers-tls-alt peers-tls-std quiesce quiesce-undo rack-ids ' +
  'racks rebalance-generation release replicas replicas-all replicas-master revive roster ' +
  'roster-set service-clear-alt service-clear-std service-tls-alt service-tls-std ' +
  'services-alternate sindex smd-info smd-show udf-clear-cache user-agent-set user-agents ' +
  'xdr-dc-state xdr-get-filter xdr-set-filter';

/** Commands that answer more with a parameter. */
const VARIANTS = [
  'namespace/test',
  'get-config:context=service',
  'get-config:context=network',
  'get-config:context=security',
  'get-config:context=namespace;id=test',
];

async function help(port: number): Promise<string[]> {
  const client = await WireClient.connect(port);
  const answer = await client.info('help');
  client.close();
  return answer.split(/[;\s]+/).filter((name) => name !== '');
}

async function measure(port: number): Promise<void> {
  const known = [...(await help(port)), ...NOT_IN_HELP.split(' ')];
  const asked = known.filter((name) => !NOT_ASKED.includes(name));
  const forms = await askInfoForms(port, [...asked, ...VARIANTS]);
  const file = path.join(__dirname, 'measured-info.json');
  writeFileSync(file, `${JSON.stringify({ notAsked: NOT_ASKED, forms }, undefined, 1)}\n`);
}

void measure(Number(process.argv[2]));
