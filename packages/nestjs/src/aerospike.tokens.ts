import { AerospikeClient } from '@aeroform/core';
import { DataSource, type EntityClass } from '@aeroform/orm';
import type { InjectionToken } from '@nestjs/common';
import { DEFAULT_DATA_SOURCE_NAME } from './aerospike.constants.js';

const tokens = new WeakMap<object, Map<string, symbol>>();

/**
 * Token of the repository of an entity, for `providers` and `overrideProvider` in tests. Two classes
 * of the same name have different tokens.
 *
 * @param entity - an entity class.
 * @param dataSource - name of the data source; the default one when omitted.
 * @publicApi
 */
export function getRepositoryToken(
  entity: EntityClass,
  dataSource: string = DEFAULT_DATA_SOURCE_NAME,
): InjectionToken {
  let ofEntity = tokens.get(entity);
  if (ofEntity === undefined) tokens.set(entity, (ofEntity = new Map()));
  let token = ofEntity.get(dataSource);
  if (token === undefined) {
    token = Symbol(`${prefix(dataSource)}${entity.name}Repository`);
    ofEntity.set(dataSource, token);
  }
  return token;
}

/**
 * Token of a data source: the class `DataSource` for the default one.
 *
 * @publicApi
 */
export function getDataSourceToken(name: string = DEFAULT_DATA_SOURCE_NAME): InjectionToken {
  return name === DEFAULT_DATA_SOURCE_NAME ? DataSource : `${prefix(name)}DataSource`;
}

/**
 * Token of the client of a data source: the class `AerospikeClient` for the default one.
 *
 * @publicApi
 */
export function getClientToken(name: string = DEFAULT_DATA_SOURCE_NAME): InjectionToken {
  return name === DEFAULT_DATA_SOURCE_NAME ? AerospikeClient : `${prefix(name)}AerospikeClient`;
}

function prefix(dataSource: string): string {
  return dataSource === DEFAULT_DATA_SOURCE_NAME ? '' : `${dataSource}_`;
}
