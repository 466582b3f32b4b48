import * as core from '../../src/index.js';
import { type Secured, startSecured } from '../support/secured.js';

describe('the codes of privileges', () => {
  let secured: Secured;
  beforeAll(async () => {
    secured = await startSecured();
  });
  afterAll(() => secured.stop());

  it.each([
    ['read', core.PRIV_READ],
    ['write', core.PRIV_WRITE],
    ['read-write', core.PRIV_READ_WRITE],
    ['read-write-udf', core.PRIV_READ_WRITE_UDF],
    ['truncate', core.PRIV_TRUNCATE],
    ['user-admin', core.PRIV_USER_ADMIN],
    ['sys-admin', core.PRIV_SYS_ADMIN],
    ['data-admin', core.PRIV_DATA_ADMIN],
    ['udf-admin', core.PRIV_UDF_ADMIN],
    ['sindex-admin', core.PRIV_SINDEX_ADMIN],
  ] as const)('%s is granted by its constant and shown by both', async (name, code) => {
    const { admin } = secured;
    await admin.adminCreateRole('tested', [{ code }]);
    const { privileges } = await admin.adminQueryRole('tested');
    expect(privileges).toEqual([{ code, name, ns: '', set: '' }]);
    await admin.adminDropRole('tested');
  });
});
