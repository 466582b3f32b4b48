import {
  MAP_KEY_ORDERED,
  MAP_KEY_VALUE_ORDERED,
  MAP_UNORDERED,
  type MapOrder as CoreMapOrder,
} from '@aeroform/core';
import type { MapOrder } from '../metadata/value-metadata.js';

/** Orders of maps as core names them. */
export const mapOrderOf: Readonly<Record<MapOrder, CoreMapOrder>> = {
  unordered: MAP_UNORDERED,
  key: MAP_KEY_ORDERED,
  'key-value': MAP_KEY_VALUE_ORDERED,
};
