import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { flag, MAX_UINT32, seconds, type SettingTable, size } from './setting.js';

/** In the settings of a set: never, whatever the namespace says. */
export const NEVER = MAX_UINT32;

const PERCENT = /^(-1|\d+)$/;
const DIGITS = /^\s*([+-]?\d+)/;

/** What can be set for each set of a namespace. */
export const SET_SETTINGS: SettingTable = {
  'default-read-touch-ttl-pct': {
    initial: '0',
    parse: (text) => {
      if (!PERCENT.test(text) || Number(text) > 100) return undefined;
      return text === '-1' ? String(NEVER) : String(Number(text));
    },
  },
  'default-ttl': {
    initial: '0',
    parse: (text) => (text === '-1' ? String(NEVER) : seconds(0, MAX_TTL_SECONDS).parse?.(text)),
  },
  'disable-eviction': flag(false),
  'enable-index': flag(false),
  // The server reads the digits that the text begins with, and takes anything else for 0.
  'stop-writes-count': {
    initial: '0',
    parse: (text) => String(BigInt.asUintN(64, BigInt(DIGITS.exec(text)?.[1] ?? '0'))),
  },
  'stop-writes-size': size(0),
};
