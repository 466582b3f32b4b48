import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { flag, integer, seconds, type SettingTable } from './setting.js';

const MAX_MRT_DURATION = 120;
const MAX_RACK_ID = 1_000_000;

/** Settings of a namespace that only the Enterprise Edition lets be changed while the server runs. */
export const ENTERPRISE_SETTINGS: SettingTable = {
  'disable-mrt-writes': flag(false),
  'mrt-duration': seconds(0, MAX_MRT_DURATION),
  'rack-id': integer(0, { min: 0, max: MAX_RACK_ID }),
  'strong-consistency-allow-expunge': flag(false),
  'tomb-raider-eligible-age': seconds(86_400, MAX_TTL_SECONDS),
  'tomb-raider-period': seconds(86_400, MAX_TTL_SECONDS),
};
