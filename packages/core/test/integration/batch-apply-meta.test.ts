import type { Key } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';

const MODULE = 'aeroform_apply_meta';
const SOURCE = `
function first(rec, text) return 'first ' .. text end
function second(rec, text) return 'second ' .. tostring(text) end
`;

describe('the meta of a record in batchApply', () => {
  let server: Integration;
  let set: string;
  const key = (id: number): Key => [NAMESPACE, set, id];

  beforeAll(async () => {
    server = await startIntegration();
    set = await server.freshSet('apply_meta');
    await server.client.udfPut({ filename: `${MODULE}.lua`, source: SOURCE });
  });

  afterAll(async () => {
    await server.client.udfRemove(MODULE);
    await server.stop();
  });

  it('names another function, module or arguments', async () => {
    const { batchRecords } = await server.client.batchApply(
      [
        key(1),
        [key(2), { args: ['b'] }],
        [key(3), { function: 'second' }],
        [key(4), { function: 'second', args: [] }],
        [key(5), { module: 'no_such_module' }],
      ],
      MODULE,
      'first',
      ['a'],
    );
    const answers = batchRecords.map(({ record }) => record?.bins['SUCCESS'] ?? null);
    expect(answers).toEqual(['first a', 'first b', 'second a', 'second nil', null]);
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 0, 0, 0, 100]);
  });
});
