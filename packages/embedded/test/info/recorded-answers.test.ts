import { useEmbedded } from '../support/embedded';
import recordedAnswers from './recorded-answers.json';
import recordedNames from './recorded-names.json';

/** Commands that do not exist are among the recorded ones: this is how they are counted. */
const embedded = useEmbedded({ namespaces: ['test', 'dflt'], clusterName: 'test-cluster' });
const info = (command: string): Promise<string> => embedded.client.info(command);

describe('the answers of Aerospike CE 8.1.2 to info commands', () => {
  it.each(recordedAnswers as [string, string][])('%s', async (command, answer) => {
    expect(await info(command)).toBe(answer);
  });
});

describe('the names of statistics', () => {
  const namesOf = (list: string): string[] =>
    list.split(';').map((pair) => pair.slice(0, pair.indexOf('=')));

  it('of the node are those of the real server, in its order', async () => {
    expect(namesOf(await info('statistics'))).toEqual(recordedNames.statistics);
  });

  it('of a namespace are those of the real server, in its order', async () => {
    expect(namesOf(await info('namespace/test'))).toEqual(recordedNames.namespace);
  });
});
