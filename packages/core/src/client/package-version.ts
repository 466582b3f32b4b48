/** Version of this package, as in its `package.json`; each build writes it anew. */
export const PACKAGE_VERSION = '0.1.0';
