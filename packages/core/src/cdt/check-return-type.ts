import { CDT_INVERTED } from '@aeroform/protocol';
import { checkConstant } from '../error/check-constant.js';
import * as listReturnTypes from './list-return-type.js';
import * as mapReturnTypes from './map-return-type.js';

const LIST_NAMES = namesOf(listReturnTypes);
const MAP_NAMES = namesOf(mapReturnTypes);

function namesOf(constants: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  return new Map(Object.entries(constants).map(([name, code]) => [code, name]));
}

/** Checks the return type of a list operation on one element. */
export function checkListReturnCode(given: unknown, path: string): number {
  return checkConstant(given, path, LIST_NAMES);
}

/** Checks the return type of a list operation on any number of elements: it may be inverted. */
export function checkListReturnType(given: unknown, path: string): number {
  return checkInvertible(given, path, LIST_NAMES);
}

/** Checks the return type of a map operation on one entry. */
export function checkMapReturnCode(given: unknown, path: string): number {
  return checkConstant(given, path, MAP_NAMES);
}

/** Checks the return type of a map operation on any number of entries: it may be inverted. */
export function checkMapReturnType(given: unknown, path: string): number {
  return checkInvertible(given, path, MAP_NAMES);
}

function checkInvertible(given: unknown, path: string, names: ReadonlyMap<number, string>): number {
  const isInverted = Number.isInteger(given) && ((given as number) & CDT_INVERTED) !== 0;
  checkConstant(isInverted ? (given as number) & ~CDT_INVERTED : given, path, names);
  return given as number;
}
