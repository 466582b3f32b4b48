/** A capability of the official Node.js client (npm `aerospike` 6.7). */
export interface Capability {
  readonly theirs: string;
  /** What to use here, qualified: `AerospikeClient.put`, `config.hosts`, `policy.read.replica`, `exp.eq`. */
  readonly ours: readonly string[];
  readonly note?: string;
  /** Title of the test, where the first name of ours does not find it. */
  readonly proof?: string;
}

function capability(theirs: string, ours: string, note?: string): Capability {
  const names = ours.split(' ');
  return note === undefined ? { theirs, ours: names } : { theirs, ours: names, note };
}

/** By area, as the tables show them. */
export const CAPABILITIES: Readonly<Record<string, readonly Capability[]>> = {
  'Client, configuration, lifecycle': [
    capability('`Aerospike.client(config)`', 'createClient', 'an unknown key is an error'),
    capability('`connect()`', 'AerospikeClient.connect', 'nothing blocks the event loop'),
    capability('`isConnected()`', 'AerospikeClient.isConnected'),
    capability(
      '`close()`',
      'AerospikeClient.close',
      'waits for the commands on the way; idempotent',
    ),
    capability('`getNodes()`', 'AerospikeClient.getNodeNames', 'names; fails after close'),
    capability('`hosts` as list and as text', 'config.hosts'),
    capability('`clusterName`', 'config.clusterName'),
    capability('`user`, `password`', 'config.user config.password'),
    capability('`authMode`: internal, external, PKI', 'config.authMode'),
    capability('`connTimeoutMs`', 'config.connectTimeout'),
    capability('`loginTimeoutMs`', 'config.loginTimeout'),
    capability('`maxSocketIdle`', 'config.idleTimeout', 'milliseconds instead of seconds'),
    capability(
      '`maxConnsPerNode`, `minConnsPerNode`',
      'config.maxConnsPerNode config.minConnsPerNode',
    ),
    capability('`tenderInterval`', 'config.tendInterval'),
    capability('`useAlternateAccessAddress`', 'config.useServicesAlternate'),
    capability('`rackAware`, `rackId`, `rackIds`', 'config.rackIds config.rackAware'),
    capability('`tls`', 'config.tls'),
    capability('`maxErrorRate`, `errorRateWindow`', 'config.maxErrorRate config.errorRateWindow'),
    capability('`appId`', 'config.applicationId'),
    capability('`policies`: defaults of each kind', 'config.policies'),
    capability(
      '`setDefaultLogging`, `updateLogging`',
      'setLogLevel setLogger',
      'any logger, not only a file',
    ),
    capability('`stats()`', 'getMetrics'),
    capability('`enableMetrics(policy)`', 'setMetricsEnabled registerMetrics'),
    capability(
      'Events `nodeAdded`, `nodeRemoved`',
      'setLogger',
      'log entries of `aerospike.cluster`',
    ),
  ],
  'Single records': [
    capability('`put`', 'AerospikeClient.put'),
    capability('`get`', 'AerospikeClient.get'),
    capability('`select`', 'AerospikeClient.select'),
    capability('`exists`, `existsWithMetadata`', 'AerospikeClient.exists'),
    capability('`remove`', 'AerospikeClient.remove'),
    capability(
      '`append`, `prepend`',
      'AerospikeClient.append AerospikeClient.prepend',
      'one bin per call',
    ),
    capability('`add`, `incr`', 'AerospikeClient.increment', 'also bigint'),
    capability('`apply`', 'AerospikeClient.apply'),
    capability('`operate`', 'AerospikeClient.operate AerospikeClient.operateOrdered'),
    capability('`policy.exists`', 'policy.write.exists', 'other numbers: use the constants'),
    capability('`policy.gen` with `policy.generation`', 'policy.write.gen policy.meta.gen'),
    capability('`policy.key`', 'policy.write.key'),
    capability('`policy.commitLevel`', 'policy.write.commitLevel'),
    capability('`policy.durableDelete`', 'policy.write.durableDelete'),
    capability('`policy.compress`', 'policy.write.compress'),
    capability('`policy.replica`', 'policy.read.replica', 'other numbers: use the constants'),
    capability('`policy.readModeAP`', 'policy.read.readModeAp'),
    {
      ...capability('`policy.readModeSC`', 'policy.read.readModeSc'),
      proof: '%s reads by every call',
    },
    capability('`policy.readTouchTtlPercent`', 'policy.read.readTouchTtlPercent'),
    capability(
      '`socketTimeout`, `totalTimeout`',
      'policy.read.socketTimeout policy.read.totalTimeout',
    ),
    capability('`maxRetries`', 'policy.read.maxRetries'),
    capability('`filterExpression`', 'policy.read.filterExpression'),
    capability('`ttl` constants', 'TTL_NEVER_EXPIRE TTL_DONT_UPDATE TTL_NAMESPACE_DEFAULT'),
    capability('`Double`', 'double'),
    capability('`GeoJSON`', 'geojson', 'comes back as `GeoJson`'),
    capability('`HyperLogLog`', 'Hll'),
  ],
  Operations: [
    capability(
      '`operations.read`, `write`, `incr`, …',
      'operations.read operations.write operations.increment operations.append operations.prepend operations.touch operations.delete',
    ),
    capability(
      '`lists.*`',
      'listAppend listGetByIndex listRemoveByValue',
      'the tables of aerospike-py above name them all',
    ),
    capability(
      '`lists.*ByValueRelRankRange`',
      'listGetByValueRelativeRankRange listRemoveByValueRelativeRankRange',
    ),
    capability('`lists.create`', 'listCreate'),
    capability('`maps.*`', 'mapPut mapGetByKey mapRemoveByKey'),
    capability(
      '`maps.*ByKeyRelIndexRange`',
      'mapGetByKeyRelativeIndexRange mapRemoveByKeyRelativeIndexRange',
    ),
    capability(
      '`maps.*ByValueRelRankRange`',
      'mapGetByValueRelativeRankRange mapRemoveByValueRelativeRankRange',
    ),
    capability('`maps.create`, `maps.setPolicy`', 'mapCreate mapSetOrder'),
    capability('`bitwise.*`', 'bitResize bitInsert bitCount', '`bitCount` is missing there'),
    capability('`hll.*`', 'hllInit hllAdd hllGetCount'),
    capability('`withContext(…)`', 'withContext ctx.listIndex ctx.mapKey'),
    capability('`invertSelection()`', 'inverted'),
    capability('`exp.operations.read`, `write`', 'operations.expRead operations.expWrite'),
  ],
  Batches: [
    capability('`batchRead`', 'AerospikeClient.batchRead'),
    capability(
      '`batchWrite` with records of all kinds',
      'AerospikeClient.batch',
      'read, write, operate, remove, apply in one call',
    ),
    capability(
      '`batchRemove`',
      'AerospikeClient.batchRemove',
      'a failed row loses no other result',
    ),
    capability('`batchApply`', 'AerospikeClient.batchApply', 'keeps the text of a failure'),
    capability(
      '`allowInline`, `allowInlineSSD`',
      'policy.batch.allowInline policy.batch.allowInlineSsd',
    ),
    capability('`respondAllKeys`', 'policy.batch.respondAllKeys'),
    capability('`concurrent`', 'policy.batch.concurrency'),
    capability('Policy of each record', 'batchEntry'),
  ],
  'Queries, scans, indexes': [
    capability(
      '`query(ns, set).foreach()`',
      'Query.forEach Query.stream',
      'also `for await`, with back-pressure',
    ),
    capability('`query.results()`', 'Query.results'),
    capability('`scan(ns, set)`', 'Query.results', 'a query without `where`'),
    capability('`query.select`', 'Query.select'),
    capability('`nobins`', 'Query.noBins'),
    capability('`maxRecords`', 'Query.maxRecords'),
    capability('`recordsPerSecond`', 'Query.recordsPerSecond', 'for queries with an index, too'),
    capability('`query.partitions`', 'Query.partitions'),
    capability(
      '`query.partitions` with a digest',
      'partitionFilterAfter',
      'there it ends the process',
    ),
    capability('`paginate`, `nextPage`', 'Query.page Query.pages'),
    capability(
      '`query.background`, `query.operate`, `scan.background`',
      'Query.apply Query.operate',
    ),
    capability('`job.info`, `job.wait`', 'Query.operate', 'progress and wait of the job'),
    capability(
      '`query.apply` (aggregation)',
      'Query.aggregate',
      'the last reduction is left to the application',
    ),
    capability('`filter.equal`', 'predicates.equals'),
    capability('`filter.range`', 'predicates.between'),
    capability('`filter.contains`', 'predicates.contains'),
    capability('`filter.geoWithinGeoJSONRegion`', 'predicates.geoWithinGeojsonRegion'),
    capability('`filter.geoWithinRadius`', 'predicates.geoWithinRadius', 'latitude first'),
    capability(
      '`filter.geoContainsGeoJSONPoint`, `geoContainsPoint`',
      'predicates.geoContainsGeojsonPoint',
    ),
    capability(
      '`createIntegerIndex`, …',
      'AerospikeClient.indexIntegerCreate AerospikeClient.indexStringCreate AerospikeClient.indexGeo2dsphereCreate AerospikeClient.indexBlobCreate',
    ),
    capability('`createExp…Index`', 'AerospikeClient.indexExpressionCreate'),
    capability('`indexRemove`', 'AerospikeClient.indexRemove'),
    capability('`truncate`', 'AerospikeClient.truncate', 'nanoseconds exactly, as bigint'),
  ],
  'Administration, UDF, info': [
    capability(
      '`createUser`, `createPKIUser`',
      'AerospikeClient.adminCreateUser AerospikeClient.adminCreatePkiUser',
    ),
    capability('`dropUser`', 'AerospikeClient.adminDropUser'),
    capability(
      '`grantRoles`, `revokeRoles`',
      'AerospikeClient.adminGrantRoles AerospikeClient.adminRevokeRoles',
    ),
    capability('`changePassword`, `setPassword`', 'AerospikeClient.adminChangePassword'),
    capability(
      '`queryUser`, `queryUsers`',
      'AerospikeClient.adminQueryUserInfo AerospikeClient.adminQueryUsersInfo',
    ),
    capability(
      '`createRole`, `dropRole`',
      'AerospikeClient.adminCreateRole AerospikeClient.adminDropRole',
    ),
    capability(
      '`grantPrivileges`, `revokePrivileges`',
      'AerospikeClient.adminGrantPrivileges AerospikeClient.adminRevokePrivileges',
    ),
    capability(
      '`queryRole`, `queryRoles`',
      'AerospikeClient.adminQueryRole AerospikeClient.adminQueryRoles',
    ),
    capability('`setWhitelist`', 'AerospikeClient.adminSetWhitelist'),
    capability('`setQuotas`', 'AerospikeClient.adminSetQuotas'),
    capability('`udfRegister`', 'AerospikeClient.udfPut', 'also from source text'),
    capability('`udfRemove`', 'AerospikeClient.udfRemove'),
    capability(
      '`infoAll`',
      'AerospikeClient.infoAll',
      'a node that fails is part of the result; no limit of 50 characters',
    ),
    capability('`infoAny`', 'AerospikeClient.infoRandomNode'),
    capability('`infoNode`', 'AerospikeClient.infoNode'),
    capability('`setXDRFilter`', 'AerospikeClient.setXdrFilter'),
  ],
  Transactions: [
    capability('`Transaction`', 'AerospikeClient.transaction'),
    capability('`commit`, `abort`', 'AerospikeClient.beginTransaction'),
  ],
  Expressions: [
    capability(
      'Values, bins, comparisons, logic',
      'exp.intVal exp.intBin exp.eq exp.and',
      'the table of aerospike-py above names them all',
    ),
    capability(
      '`exp.isTombstone`, `exp.digestModulo`',
      'exp.isTombstone exp.digestModulo',
      'wrong bytes there',
    ),
    capability(
      '`exp.pow`, `log`, `mod`, `abs`, `floor`, `ceil`, …',
      'exp.numPow exp.numLog exp.numMod exp.numAbs',
      'wrong bytes there',
    ),
    capability(
      '`exp.intNot`, `intLshift`, …',
      'exp.intNot exp.intLshift exp.intCount',
      'wrong bytes there',
    ),
    capability('`exp.lists.*`', 'exp.listSize exp.listGetByIndex exp.listAppend'),
    capability('`exp.maps.*`', 'exp.mapSize exp.mapGetByKey exp.mapPut'),
    capability('`exp.bit.*`', 'exp.bitGet exp.bitCount exp.bitSet'),
    capability('`exp.hll.*`', 'exp.hllGetCount exp.hllAdd exp.hllMayContain'),
    capability('`exp.inList`', 'exp.inList'),
    capability('`exp.selectByPath`, `modifyByPath`', 'exp.selectByPath exp.modifyByPath'),
    capability(
      '`exp.expToBase64`, base64 wherever an expression goes',
      'exp.toBase64 exp.fromBase64',
    ),
  ],
  Errors: [
    capability(
      '`AerospikeError.code`',
      'AerospikeError',
      '`resultCode` is the number, `code` a stable name',
    ),
    capability('`error.inDoubt`', 'AerospikeTimeoutError', 'on every error'),
    capability('`status.*` constants', 'AEROSPIKE_ERR_RECORD_NOT_FOUND AEROSPIKE_ERR_TIMEOUT'),
  ],
};
