import 'reflect-metadata';
import {
  Bin,
  CreatedAt,
  Entity,
  GeoBin,
  Id,
  IdProp,
  Index,
  ListBin,
  MapBin,
  UpdatedAt,
  Version,
} from '@aeroform/orm';

/** A GeoJSON point: longitude first. */
export interface GeoPoint {
  type: 'Point';
  coordinates: [longitude: number, latitude: number];
}

@Entity({ set: 'airports' })
export class Airport {
  declare [IdProp]?: 'icao';

  /** The four-letter code of the International Civil Aviation Organization. */
  @Id()
  icao!: string;

  @Bin()
  name!: string;

  @Bin()
  city!: string;

  @Bin()
  @Index({ type: 'string' })
  country!: string;

  /** Feet above the sea. */
  @Bin()
  @Index({ type: 'numeric' })
  altitude!: number;

  /** Hours; some places are half an hour off. */
  @Bin({ type: 'double' })
  utcOffset!: number;

  @GeoBin()
  @Index({ type: 'geo2dsphere' })
  location!: GeoPoint;

  @ListBin(() => 'string')
  tags!: string[];

  @MapBin(() => 'int')
  counters!: Map<string, number>;

  @Version()
  version!: number;

  @CreatedAt()
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;
}
