import { types } from 'node:util';
import { ParticleType, decodeParticle, decodeWholeValue } from '@aeroform/protocol';
import type { Operation } from '../../operation/operation.js';
import type { Bins, BinValue } from '../../value/bin-value.js';
import { GeoJson } from '../../value/geojson.js';
import { Hll } from '../../value/hll.js';
import { setBin } from '../../value/set-bin.js';
import { valueFactory } from '../../value/value-factory.js';
import type { OfficialBins, OfficialOutput } from './official-module.js';

const NONE: readonly string[] = Object.freeze([]);

/** Set while a value is converted, by whatever the addon may have changed. */
let isInexact = false;

/**
 * Turns the bins of an answer into what the wire driver answers, in place. Two things look alike here:
 * GeoJSON and text that reads like it, and the integer, bytes and text keys of maps.
 *
 * @returns the bins that hold such values; see `exactRecord`.
 */
export function convertBins(bins: OfficialBins): readonly string[] {
  let inexact: string[] | undefined;
  for (const name in bins) {
    const value = bins[name];
    if (typeof value === 'string' ? !isJsonObject(value) : typeof value !== 'object') continue;
    isInexact = false;
    (bins as Record<string, BinValue>)[name] = convert(value);
    if (isInexact) (inexact ??= []).push(name);
  }
  return inexact ?? NONE;
}

/** Like {@link convertBins}, where there is no way to ask again: text keys and text it is, then. */
export function fromOfficialBins(bins: OfficialBins): Bins {
  convertBins(bins);
  return bins as Bins;
}

/** The results of operations that have a value. Deleting the others would make the object a slow one. */
export function withoutNulls(bins: OfficialBins): OfficialBins {
  let hasNull = false;
  for (const name in bins) hasNull ||= bins[name] === null;
  if (!hasNull) return bins;
  const left: Record<string, BinValue> = {};
  for (const name in bins) {
    const value = bins[name] as BinValue;
    if (value !== null) setBin(left, name, value);
  }
  return left;
}

/** One value, where there is no way to ask again. */
export function fromOfficialValue(value: OfficialOutput): BinValue {
  return convert(value);
}

/**
 * Decodes a value of a command with `deserialize: false`.
 *
 * @param particleType - what the server says the bin holds.
 */
export function fromRawValue(value: OfficialOutput, particleType: number): BinValue {
  const isCollection = particleType === ParticleType.list || particleType === ParticleType.map;
  if (isCollection && types.isUint8Array(value)) {
    return decodeParticle(valueFactory, particleType, value as Buffer, 0, value.length);
  }
  if (particleType === ParticleType.geojson && typeof value === 'string') return new GeoJson(value);
  return fromHll(value) ?? (value as BinValue);
}

/**
 * The result of an operation of a command with `deserialize: false`. Bytes that are a whole list or map
 * are taken for that, since the addon does not tell, but for operations that answer bytes.
 */
export function fromRawResult(value: OfficialOutput, family: Operation['family']): BinValue {
  if (!types.isUint8Array(value) || family === 'bit') return fromHll(value) ?? (value as BinValue);
  const first = value[0] as number;
  const isCollection = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
  if (!isCollection) return value;
  try {
    return decodeWholeValue(valueFactory, value as Buffer);
  } catch {
    return value;
  }
}

/** Whether a value of a command with `deserialize: false` may be of several types. */
export function needsType(value: OfficialOutput): boolean {
  return typeof value === 'string' ? isJsonObject(value) : types.isUint8Array(value);
}

function convert(value: OfficialOutput): BinValue {
  if (typeof value === 'string') {
    if (isJsonObject(value)) isInexact = true;
    return value;
  }
  if (typeof value !== 'object' || value === null) return value as BinValue;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = convert(value[i]);
    return value as BinValue[];
  }
  if (types.isUint8Array(value)) return value;
  return fromHll(value) ?? convertMap(value as Record<string, OfficialOutput>);
}

function convertMap(map: Record<string, OfficialOutput>): BinValue {
  for (const key of Object.keys(map)) {
    if (isAmbiguousKey(key)) isInexact = true;
    map[key] = convert(map[key]);
  }
  return map as BinValue;
}

const INTEGER = /^-?\d+$/;

/** Integer keys come as their digits, bytes as the text that they may or may not be. */
function isAmbiguousKey(key: string): boolean {
  return INTEGER.test(key) || key.includes('\uFFFD');
}

/** GeoJSON comes as its text. */
function isJsonObject(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first !== OPENING_BRACE && !(first <= SPACE)) return false;
  return /^\s*\{/.test(text) && text.includes('"type"');
}

const OPENING_BRACE = 0x7b;
const SPACE = 0x20;

function fromHll(value: OfficialOutput): Hll | undefined {
  const isHll = (value as object | null)?.constructor?.name === 'HyperLogLog';
  return isHll ? new Hll((value as { readonly buffer: Buffer }).buffer) : undefined;
}
