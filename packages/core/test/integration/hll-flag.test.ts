import * as core from '../../src/index.js';
import { openScratchRecord, type ScratchRecord } from '../support/scratch-record.js';

describe('the write flags of HLL operations', () => {
  let record: ScratchRecord;
  beforeAll(async () => {
    record = await openScratchRecord('core_hll_flag');
  });
  afterAll(() => record.stop());

  it('update only what exists', async () => {
    await record.reset({ other: 1 });
    const flags = core.HLL_WRITE_UPDATE_ONLY;
    expect(await record.run(core.hllInit('h', 8, 8, { flags }))).toBe(
      core.AEROSPIKE_ERR_BIN_NOT_FOUND,
    );
    await record.run(core.hllInit('h', 8, 8));
    expect(await record.run(core.hllInit('h', 10, 8, { flags }), core.hllDescribe('h'))).toEqual([
      null,
      [10, 8],
    ]);
  });

  it('leave the bin as it is, without a failure', async () => {
    await record.reset({ other: 1 });
    await record.run(core.hllInit('h', 8, 8));
    const flags = core.HLL_WRITE_CREATE_ONLY | core.HLL_WRITE_NO_FAIL;
    expect(await record.run(core.hllInit('h', 10, 8, { flags }), core.hllDescribe('h'))).toEqual([
      null,
      [8, 8],
    ]);
  });

  it('allow to fold a union with a smaller sketch', async () => {
    await record.reset({ other: 1 });
    await record.run(core.hllAdd('small', ['a'], 6), core.hllAdd('big', ['b'], 8));
    const [small] = (await record.run(core.operations.read('small'))) as [core.Hll];
    expect(await record.run(core.hllSetUnion('big', [small]))).toBe(26);
    const flags = core.HLL_WRITE_ALLOW_FOLD;
    expect(
      await record.run(core.hllSetUnion('big', [small], { flags }), core.hllDescribe('big')),
    ).toEqual([null, [6, 0]]);
  });
});
