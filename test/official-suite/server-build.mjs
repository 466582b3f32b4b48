// Asks a server for its version, by one info request on a socket of its own. It tells early that a
// server is out of reach. The suite is told the version beforehand (AEROSPIKE_VERSION_OVERRIDE),
// because some of its files decide by it while they are loaded, when test_helper.ts has not asked yet.
import { once } from 'node:events';
import { connect } from 'node:net';

const HEADER_SIZE = 8;
const PROTO_VERSION = 2;
const TYPE_INFO = 1;
const LIMIT_MS = 5000;

/**
 * @returns {Promise<string | undefined>} e.g. "8.1.2.0"; undefined if the server tells it only to
 *   users that are logged in.
 * @throws {Error} if nothing answers at the address.
 */
export async function askBuild({ host, port }) {
  const socket = connect({ host, port, timeout: LIMIT_MS });
  socket.once('timeout', () => socket.destroy(new Error(`${host}:${port} does not answer.`)));
  try {
    await once(socket, 'connect');
    socket.write(infoRequest('build\n'));
    const [data] = await once(socket, 'data');
    return /^build\t(?<build>\d[\d.]*)/.exec(data.toString('latin1', HEADER_SIZE))?.groups.build;
  } finally {
    socket.destroy();
  }
}

function infoRequest(text) {
  const request = Buffer.alloc(HEADER_SIZE + text.length);
  request.writeBigUInt64BE(BigInt(text.length));
  request[0] = PROTO_VERSION;
  request[1] = TYPE_INFO;
  request.write(text, HEADER_SIZE, 'latin1');
  return request;
}
