import {
  createExpressionSindex,
  createSetIndex,
  createSindex,
  type ExpressionIndexArguments,
  type IndexArguments,
} from '../command/create-sindex.js';
import { indexStatus, waitForIndex } from '../command/index-status.js';
import { infoAll, infoNode, type InfoNodeResult, infoRandomNode } from '../command/info.js';
import { listSetIndexes, listSindexes } from '../command/list-sindexes.js';
import { removeSindex } from '../command/remove-sindex.js';
import { serverVersions, supports } from '../command/server-versions.js';
import type { Session } from '../command/session.js';
import { setXdrFilter } from '../command/set-xdr-filter.js';
import { truncate } from '../command/truncate.js';
import { udfGet, udfList, udfPut, udfRemove, type UdfSource } from '../command/udf.js';
import type { Expression } from '../expression/expression.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { Feature } from '../server/feature.js';
import type { ServerVersion } from '../server/server-version.js';
import type { IndexWaitPolicy } from '../sindex/index-policy.js';
import type { IndexStatus } from '../sindex/index-status.js';
import {
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  type IndexType,
} from '../sindex/index-type.js';
import type { SetIndexInfo, SindexInfo } from '../sindex/sindex-info.js';
import type { UdfModule, UdfType } from '../udf/udf-module.js';
import { AccessClient } from './access-client.js';

/**
 * The part of a client that concerns the cluster as a whole: indexes, modules, truncation, info. One
 * of the layers of {@link AerospikeClient}, which would be too long in one piece.
 */
export abstract class ClusterClient extends AccessClient {
  readonly #session: Session;

  protected constructor(session: Session) {
    super(session);
    this.#session = session;
  }

  /**
   * Creates an index on integers, and waits until it is readable on all nodes, for
   * `policy.waitTimeout` ms (default 60000). `policy.collection` and `policy.context` index what is
   * inside lists and maps. An index of the same definition under another name gets this name: servers
   * have one of a kind.
   *
   * @throws {IndexFoundError} when another index has the name.
   * @throws {IndexNotFound} when it is removed while it is built.
   * @throws {AerospikeIndexError} when a node fails to build it.
   * @throws {AerospikeTimeoutError} that tells how much is built when the wait is over.
   * @throws {ServerError} `INVALID_NAMESPACE` with the namespaces there are.
   */
  indexIntegerCreate(...target: IndexArguments): Promise<void> {
    return createSindex(this.#session, INDEX_NUMERIC, target);
  }

  /** Creates an index on strings; see {@link indexIntegerCreate}. */
  indexStringCreate(...target: IndexArguments): Promise<void> {
    return createSindex(this.#session, INDEX_STRING, target);
  }

  /** Creates an index on GeoJSON points and regions; see {@link indexIntegerCreate}. */
  indexGeo2dsphereCreate(...target: IndexArguments): Promise<void> {
    return createSindex(this.#session, INDEX_GEO2DSPHERE, target);
  }

  /** Creates an index on bytes; see {@link indexIntegerCreate}. */
  indexBlobCreate(...target: IndexArguments): Promise<void> {
    return createSindex(this.#session, INDEX_BLOB, target);
  }

  /**
   * Creates an index on what an expression evaluates to; records for which it does to nothing else are
   * not in the index. Needs server 8.1; see {@link indexIntegerCreate}. A query uses it by name:
   * `predicates.equals(bin, value, { indexName })`, or by the expression in place of the bin.
   *
   * @param indexType - `INDEX_NUMERIC`, `INDEX_STRING`, `INDEX_BLOB` or `INDEX_GEO2DSPHERE`, as the
   * expression; of a list or map, with `policy.collection`, what is in it.
   */
  indexExpressionCreate<E extends Expression, T extends IndexType>(
    ...target: ExpressionIndexArguments<E, T>
  ): Promise<void> {
    return createExpressionSindex(this.#session, target);
  }

  /**
   * Creates an index of the records of a set, and waits as {@link indexIntegerCreate}: queries over the
   * whole set then need not look at the other records of the namespace. Needs server 8.1.2.
   * {@link indexRemove} removes it.
   */
  indexSetCreate(
    namespace: string,
    set: string,
    indexName: string,
    policy?: IndexWaitPolicy,
  ): Promise<void> {
    return createSetIndex(this.#session, [namespace, set, indexName], policy);
  }

  /**
   * Tells how far an index is built, and what is in it, on all nodes.
   *
   * @throws {IndexNotFound} when no node has it.
   */
  indexStatus(namespace: string, indexName: string, policy?: AdminPolicy): Promise<IndexStatus> {
    return indexStatus(this.#session, namespace, indexName, policy);
  }

  /**
   * Waits until an index is readable on all nodes, for `policy.waitTimeout` ms (default 60000), also
   * for one that no node has yet. The methods that create indexes wait themselves.
   *
   * @throws {IndexNotFound} when it is removed while it is built.
   * @throws {AerospikeIndexError} when a node fails to build it.
   * @throws {AerospikeIndexError} when a node fails to build it.
   * @throws {AerospikeTimeoutError} that tells how much is built when the wait is over.
   */
  waitForIndex(namespace: string, indexName: string, policy?: IndexWaitPolicy): Promise<void> {
    return waitForIndex(this.#session, namespace, indexName, policy);
  }

  /**
   * Removes an index, and waits until no node has it, for `policy.waitTimeout` ms (default 60000); one
   * that does not exist is removed already.
   *
   * @throws {AerospikeTimeoutError} when nodes still have it then.
   * @throws {ServerError} `INVALID_NAMESPACE` with the namespaces there are.
   */
  indexRemove(namespace: string, indexName: string, policy?: IndexWaitPolicy): Promise<void> {
    return removeSindex(this.#session, namespace, indexName, policy);
  }

  /** The secondary indexes of a namespace, as a node chosen at random knows them. */
  indexList(namespace: string, policy?: AdminPolicy): Promise<readonly SindexInfo[]> {
    return listSindexes(this.#session, namespace, policy);
  }

  /** The indexes of sets of a namespace, as a node chosen at random knows them. */
  indexSetList(namespace: string, policy?: AdminPolicy): Promise<readonly SetIndexInfo[]> {
    return listSetIndexes(this.#session, namespace, policy);
  }

  /**
   * Removes the records of a set, or of the whole namespace for `''`. The servers work in the
   * background; records vanish at once. Logs a warning.
   *
   * @param nanos - only records last written before this time, in nanoseconds since 1970; 0 for now.
   * @throws {ServerError} `INVALID_NAMESPACE` with the namespaces there are; the server itself would
   * take the command and do nothing.
   */
  truncate(
    namespace: string,
    set: string,
    nanos: bigint | number = 0n,
    policy?: AdminPolicy,
  ): Promise<void> {
    return truncate(this.#session, { namespace, set, nanos }, policy);
  }

  /**
   * Registers a Lua module, and waits until every node has it.
   *
   * @param file - path of the file, or `{ filename, source }`.
   * @throws {UDFError} `UDF_COMPILE_ERROR` with the line, when the source does not compile.
   * @throws {ClientError} `FILE_UNREADABLE`.
   */
  udfPut(file: string | UdfSource, udfType?: UdfType, policy?: AdminPolicy): Promise<void> {
    return udfPut(this.#session, file, udfType, policy);
  }

  /** The registered modules. */
  udfList(policy?: AdminPolicy): Promise<UdfModule[]> {
    return udfList(this.#session, policy);
  }

  /** The source of a module. @throws {UDFError} `UDF_NOT_FOUND`. */
  udfGet(module: string, policy?: AdminPolicy): Promise<string> {
    return udfGet(this.#session, module, policy);
  }

  /** Removes a module, and waits until no node has it; one that is not there is removed already. */
  udfRemove(module: string, policy?: AdminPolicy): Promise<void> {
    return udfRemove(this.#session, module, policy);
  }

  /** Sends an info command to all nodes; a node that fails is part of the result. */
  infoAll(command: string, policy?: AdminPolicy): Promise<InfoNodeResult[]> {
    return infoAll(this.#session, command, policy);
  }

  /** Sends an info command to a node chosen at random. @throws the error that the node answers. */
  infoRandomNode(command: string, policy?: AdminPolicy): Promise<string> {
    return infoRandomNode(this.#session, command, policy);
  }

  /**
   * Sends an info command to one node.
   *
   * @param nodeName - as {@link AerospikeClient.getNodeNames} gives it.
   * @throws {ClusterError} `NODE_NOT_FOUND` with the nodes there are; the error that the node answers.
   */
  infoNode(nodeName: string, command: string, policy?: AdminPolicy): Promise<string> {
    return infoNode(this.#session, nodeName, command, policy);
  }

  /** Tells version and edition of the server on each node. @throws {ClusterError} */
  serverVersions(policy?: AdminPolicy): Promise<ServerVersion[]> {
    return serverVersions(this.#session, policy);
  }

  /** Whether version and edition of all nodes have a feature; `FEATURES` tells what each needs. */
  supports(feature: Feature, policy?: AdminPolicy): Promise<boolean> {
    return supports(this.#session, feature, policy);
  }

  /**
   * Sets which records of a namespace are shipped to another data centre: those for which the
   * expression is true. Needs the Enterprise Edition.
   *
   * @param dc - name of the data centre in the configuration of the servers.
   * @param expression - null to ship all records again.
   * @throws {ServerError} `ENTERPRISE_ONLY`
   */
  setXdrFilter(
    dc: string,
    namespace: string,
    expression: Expression<'bool'> | null,
    policy?: AdminPolicy,
  ): Promise<void> {
    return setXdrFilter(this.#session, { dc, namespace, expression }, policy);
  }
}
