import {
  AdminField,
  type AdminMessage,
  readRoleNames,
  readUserRates,
  type UserRates,
} from '@aeroform/protocol';
import { fieldData, numberField, textField } from './read-field.js';

/** What a node tells of the reads, or the writes, of a user. */
export interface UserUsage extends UserRates {
  /** The same numbers in the order in which the server sends them. */
  readonly values: readonly number[];
}

/** A user, as the node that was asked sees it. */
export interface UserInfo {
  /** Name of the user. */
  readonly user: string;
  /** Names of the roles, sorted. */
  readonly roles: readonly string[];
  /** Connections of the user to the node. */
  readonly connsInUse: number;
  /** Reads of the user, by the node. */
  readonly readInfo: UserUsage;
  /** Writes of the user, by the node. */
  readonly writeInfo: UserUsage;
}

const NO_RATES: UserRates = {
  quota: 0,
  singleRecordRate: 0,
  limitedQueryRate: 0,
  limitlessQueries: 0,
};

/** Reads a block of the answer to a query of users. */
export function readUserInfo(message: AdminMessage): UserInfo {
  const roles = fieldData(message, AdminField.roles);
  return {
    user: textField(message, AdminField.user),
    roles: roles === undefined ? [] : readRoleNames(roles),
    connsInUse: numberField(message, AdminField.connections),
    readInfo: readUsage(fieldData(message, AdminField.readInfo)),
    writeInfo: readUsage(fieldData(message, AdminField.writeInfo)),
  };
}

function readUsage(data: Buffer | undefined): UserUsage {
  const rates = data === undefined ? NO_RATES : readUserRates(data);
  const { quota, singleRecordRate, limitedQueryRate, limitlessQueries } = rates;
  return { ...rates, values: [quota, singleRecordRate, limitedQueryRate, limitlessQueries] };
}
