import { Info1 } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import {
  digestOf,
  partitions,
  putRecord,
  queryParts,
  runQuery,
  scope,
} from '../support/query-message';

const embedded = useEmbedded();
const RECORDS = 3000;

const statistic = async (name: string): Promise<string | undefined> =>
  new RegExp(`;${name}=(\\d+)`).exec(await embedded.client.info('namespace/test'))?.[1];

beforeAll(async () => {
  for (let id = 0; id < RECORDS; id++) {
    await putRecord(embedded.client, 's', digestOf(id), { a: id });
  }
});

describe('a short query', () => {
  const short = queryParts([...scope('s'), partitions()], {
    info1: Info1.read | Info1.shortQuery,
  });

  it('ends with result code 9 when it takes longer than its client waits', async () => {
    const answer = await runQuery(embedded.client, { ...short, transactionTtl: 1 });
    expect(answer.resultCode).toBe(9);
    expect(answer.records.length).toBeLessThan(RECORDS);
    expect(await statistic('pi_query_short_basic_timeout')).toBe('1');
  });

  it('answers all records when it is faster', async () => {
    const answer = await runQuery(embedded.client, { ...short, transactionTtl: 60_000 });
    expect([answer.resultCode, answer.records.length]).toEqual([0, RECORDS]);
    expect(await statistic('pi_query_short_basic_complete')).toBe('1');
  });

  it('is a long one where the namespace says so', async () => {
    await embedded.client.info('set-config:context=namespace;id=test;force-long-queries=true');
    const answer = await runQuery(embedded.client, { ...short, transactionTtl: 1 });
    expect([answer.resultCode, answer.records.length]).toEqual([0, RECORDS]);
    expect(await embedded.client.info('query-show:')).toContain('job-type=basic');
    expect(await statistic('pi_query_long_basic_complete')).toBe('1');
  });
});
