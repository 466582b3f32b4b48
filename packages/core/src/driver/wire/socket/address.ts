/** Where a node listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** The name in its certificate; that of the host where there is none. Only for TLS. */
  readonly tlsName?: string;
}
