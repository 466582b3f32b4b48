/** Offsets of the fields of `struct tm`. */
const TM = {
  seconds: 0,
  minutes: 4,
  hours: 8,
  day: 12,
  month: 16,
  year: 20,
  weekDay: 24,
  yearDay: 28,
  isDaylightSaving: 32,
  offset: 36,
} as const;

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** A `struct tm` in memory. */
interface Tm {
  readonly memory: Buffer;
  readonly at: number;
}

const get = ({ memory, at }: Tm, field: number): number => memory.readInt32LE(at + field);
const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);

/** Fills in a `struct tm`, in UTC or in the local time zone. */
export function writeTm(tm: Tm, seconds: number, local: boolean): void {
  const date = new Date(seconds * 1000);
  const offset = local ? -date.getTimezoneOffset() * 60 : 0;
  const shown = new Date(date.getTime() + offset * 1000);
  const year = shown.getUTCFullYear();
  const fields: Record<number, number> = {
    [TM.seconds]: shown.getUTCSeconds(),
    [TM.minutes]: shown.getUTCMinutes(),
    [TM.hours]: shown.getUTCHours(),
    [TM.day]: shown.getUTCDate(),
    [TM.month]: shown.getUTCMonth(),
    [TM.year]: year - 1900,
    [TM.weekDay]: shown.getUTCDay(),
    [TM.yearDay]: Math.floor((shown.getTime() - Date.UTC(year, 0, 1)) / DAY_MS),
    [TM.isDaylightSaving]: 0,
    [TM.offset]: offset,
  };
  for (const [field, value] of Object.entries(fields)) {
    tm.memory.writeInt32LE(value, tm.at + Number(field));
  }
}

/** Seconds since 1970 of a `struct tm` in the local time zone, which is put in order. */
export function readTm(tm: Tm): number {
  const date = new Date(
    get(tm, TM.year) + 1900,
    get(tm, TM.month),
    get(tm, TM.day),
    get(tm, TM.hours),
    get(tm, TM.minutes),
    get(tm, TM.seconds),
  );
  const seconds = Math.floor(date.getTime() / 1000);
  if (!Number.isNaN(seconds)) writeTm(tm, seconds, true);
  return Number.isNaN(seconds) ? -1 : seconds;
}

/** Conversions of `strftime` in the C locale; those that others are made of are further down. */
const CONVERSIONS: Readonly<Record<string, (tm: Tm) => string>> = {
  a: (tm) => (DAYS[get(tm, TM.weekDay)] ?? '?').slice(0, 3),
  A: (tm) => DAYS[get(tm, TM.weekDay)] ?? '?',
  b: (tm) => (MONTHS[get(tm, TM.month)] ?? '?').slice(0, 3),
  B: (tm) => MONTHS[get(tm, TM.month)] ?? '?',
  C: (tm) => pad(Math.floor((get(tm, TM.year) + 1900) / 100)),
  d: (tm) => pad(get(tm, TM.day)),
  e: (tm) => pad(get(tm, TM.day), 2, ' '),
  H: (tm) => pad(get(tm, TM.hours)),
  I: (tm) => pad(get(tm, TM.hours) % 12 || 12),
  j: (tm) => pad(get(tm, TM.yearDay) + 1, 3),
  m: (tm) => pad(get(tm, TM.month) + 1),
  M: (tm) => pad(get(tm, TM.minutes)),
  n: () => '\n',
  p: (tm) => (get(tm, TM.hours) < 12 ? 'AM' : 'PM'),
  s: (tm) => String(readTm(tm)),
  S: (tm) => pad(get(tm, TM.seconds)),
  t: () => '\t',
  u: (tm) => String(get(tm, TM.weekDay) || 7),
  U: (tm) => pad(Math.floor((get(tm, TM.yearDay) + 7 - get(tm, TM.weekDay)) / 7)),
  w: (tm) => String(get(tm, TM.weekDay)),
  W: (tm) => pad(Math.floor((get(tm, TM.yearDay) + 7 - ((get(tm, TM.weekDay) + 6) % 7)) / 7)),
  y: (tm) => pad((get(tm, TM.year) + 1900) % 100),
  Y: (tm) => String(get(tm, TM.year) + 1900),
  G: (tm) => String(isoWeek(tm).year),
  g: (tm) => pad(isoWeek(tm).year % 100),
  V: (tm) => pad(isoWeek(tm).week),
  z: (tm) => formatOffset(get(tm, TM.offset)),
  Z: (tm) => (get(tm, TM.offset) === 0 ? 'GMT' : formatOffset(get(tm, TM.offset))),
  '%': () => '%',
};

const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  h: '%b',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** Formats a `struct tm` as `strftime` does. */
export function formatTm(format: string, tm: Tm): string {
  return format.replace(/%[EO]?(.)/gs, (whole, letter: string) => {
    const composed = COMPOSED[letter];
    return composed === undefined ? (CONVERSIONS[letter]?.(tm) ?? whole) : formatTm(composed, tm);
  });
}

function formatOffset(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}`;
}

/** The week of ISO 8601 belongs to the year that its Thursday is in. */
function isoWeek(tm: Tm): { readonly year: number; readonly week: number } {
  const weekDay = (get(tm, TM.weekDay) + 6) % 7;
  const thursday = new Date(
    Date.UTC(get(tm, TM.year) + 1900, 0, get(tm, TM.yearDay) + 4 - weekDay),
  );
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return { year, week };
}
