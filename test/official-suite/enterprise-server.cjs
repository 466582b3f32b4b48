// An embedded server as the enterprise tests of the suite expect theirs: with security, a user
// `superuser` who may do everything, and strong consistency that allows ordinary deletes. Says where it
// listens, as the command does.
const { EmbeddedServer } = require(process.argv[2]);

const ROLES = [
  'user-admin',
  'sys-admin',
  'data-admin',
  'udf-admin',
  'sindex-admin',
  'truncate',
  'read-write-udf',
];

async function main() {
  const server = await EmbeddedServer.start({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true, strongConsistencyAllowExpunge: true }],
    security: {
      enableQuotas: true,
      users: [{ name: 'superuser', password: 'superuser', roles: ROLES }],
    },
  });
  process.once('SIGTERM', () => void server.stop());
  process.stdout.write(`ready ${server.host}:${server.port}\n`);
}

void main();
