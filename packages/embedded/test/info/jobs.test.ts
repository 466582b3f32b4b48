import { FieldType } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { field, partitions, queryParts, runQuery, scope, u64 } from '../support/query-message';

const embedded = useEmbedded();

describe('queries in info', () => {
  it.each([
    ['query-show', ''],
    ['query-show:id=12345', 'ERROR:2:job not found'],
    ['query-show:trid=12345', 'ERROR:2:job not found'],
    ['query-show:id=-1', 'ERROR:2:job not found'],
    ['query-show:id=', "ERROR:4:missing 'id' value"],
    ['query-show:id=0', 'ERROR:4:bad id'],
    ['query-show:id=12a', 'ERROR:4:bad id'],
    ['query-show:id= 5', 'ERROR:4:bad id'],
    ['query-show:id=99999999999999999999', 'ERROR:4:bad id'],
    ['query-abort:', "ERROR:4:missing 'id'"],
    ['query-abort:id=7', 'ERROR:2:id not active'],
    ['query-abort-all', 'number-of-queries-killed:0'],
  ])('answers %s with %s', async (command, answer) => {
    expect(await embedded.client.info(command)).toBe(answer);
  });

  it('shows a query that has run, by its id in any notation', async () => {
    await runQuery(
      embedded.client,
      queryParts([...scope('people'), field(FieldType.taskId, u64(255)), partitions()]),
    );
    const shown = await embedded.client.info('query-show:id=0xff');
    expect(shown).toMatch(/^trid=255:ns=test:set=people:n-pids-requested=4096:/);
    expect(shown).toContain(':job-type=basic:net-io-bytes=30:');
    expect(shown).toContain(':from=127.0.0.1+');
    expect(await embedded.client.info('query-show:id=0377')).toContain('trid=255:');
  });
});
