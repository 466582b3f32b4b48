import {
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
} from '../../src/index.js';

describe('the types of indexes', () => {
  it('have the numbers of the other clients', () => {
    expect([INDEX_NUMERIC, INDEX_STRING, INDEX_BLOB, INDEX_GEO2DSPHERE]).toEqual([0, 1, 2, 3]);
    const collections = [
      INDEX_TYPE_DEFAULT,
      INDEX_TYPE_LIST,
      INDEX_TYPE_MAPKEYS,
      INDEX_TYPE_MAPVALUES,
    ];
    expect(collections).toEqual([0, 1, 2, 3]);
  });
});
