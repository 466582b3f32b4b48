import {
  decodeParticle,
  ParticleType,
  ResultCode,
  WireError,
  type WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';
import { storableValue } from '../cdt/storable-value.js';
import { CommandError } from '../error/command-error.js';
import { checkGeoJson } from '../geo/region.js';
import { checkHll } from './check-hll.js';
import type { ParticleBytes } from './particle-bytes.js';

/**
 * The value of a write, checked as the server checks it. Nil is refused: as a value to write it means
 * "delete the bin", which is the caller's business.
 *
 * @throws {CommandError} 4 on a wrong type, size or value; 1 on a list or map that can't be stored;
 *   160 on GeoJSON that is none.
 */
export function readParticle(particle: ParticleBytes): WireValue {
  const read = READERS[particle.particleType];
  if (read === undefined) {
    throw new CommandError(
      ResultCode.PARAMETER,
      `particle type ${particle.particleType} can't be written`,
    );
  }
  return read(particle);
}

/** True for the types that a bin can have. */
export function isStorableParticleType(particleType: number): boolean {
  return READERS[particleType] !== undefined;
}

const READERS: Partial<Record<number, (particle: ParticleBytes) => WireValue>> = {
  [ParticleType.integer]: readPlain,
  [ParticleType.double]: readPlain,
  [ParticleType.string]: readPlain,
  [ParticleType.blob]: readPlain,
  [ParticleType.javaBlob]: readPlain,
  [ParticleType.csharpBlob]: readPlain,
  [ParticleType.pythonBlob]: readPlain,
  [ParticleType.rubyBlob]: readPlain,
  [ParticleType.phpBlob]: readPlain,
  [ParticleType.erlangBlob]: readPlain,
  [ParticleType.vector]: readPlain,
  [ParticleType.boolean]: readBoolean,
  [ParticleType.hll]: readHll,
  [ParticleType.list]: readList,
  [ParticleType.map]: readMap,
  [ParticleType.geojson]: readGeoJson,
};

function readPlain(particle: ParticleBytes): WireValue {
  return decode(particle, ResultCode.PARAMETER);
}

function readBoolean(particle: ParticleBytes): WireValue {
  if ((particle.buffer[particle.start] as number) > 1) {
    throw new CommandError(ResultCode.PARAMETER, 'a boolean must be 0 or 1');
  }
  return readPlain(particle);
}

function readHll(particle: ParticleBytes): WireValue {
  checkHll(particle.buffer.subarray(particle.start, particle.end));
  return readPlain(particle);
}

function readList(particle: ParticleBytes): WireValue {
  const value = decode(particle, ResultCode.SERVER_ERROR);
  return storableOrFail(value instanceof WireList ? value : undefined);
}

function readMap(particle: ParticleBytes): WireValue {
  const value = decode(particle, ResultCode.SERVER_ERROR);
  return storableOrFail(value instanceof WireMap ? value : undefined);
}

/** Lists and maps are stored in a form of their own: maps sorted, flags reduced. */
function storableOrFail(value: WireList | WireMap | undefined): WireValue {
  const storable = value === undefined ? undefined : storableValue(value, true);
  if (storable === undefined) {
    throw new CommandError(ResultCode.SERVER_ERROR, 'a list or map that cannot be stored');
  }
  return storable;
}

function readGeoJson(particle: ParticleBytes): WireValue {
  const value = decode(particle, ResultCode.INVALID_GEOJSON) as WireGeoJson;
  checkGeoJson(value);
  return value;
}

function decode(particle: ParticleBytes, resultCode: number): WireValue {
  const { particleType, buffer, start, end } = particle;
  try {
    return decodeParticle(wireValueFactory, particleType, buffer, start, end);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new CommandError(resultCode, error.message);
  }
}
