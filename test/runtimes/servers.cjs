// The servers of the smoke tests in a process of their own: sends where they are, and ends with its parent.
'use strict';

const { readFileSync } = require('node:fs');
const path = require('node:path');
const { EmbeddedServer } = require('@aeroform/embedded');

const CERTIFICATES = path.join(__dirname, '../../packages/embedded/test/security/fixtures');
const pem = (name) => readFileSync(path.join(CERTIFICATES, name), 'utf8');
const USER = { name: 'smoke', password: 'test', roles: ['read-write'] };

async function serve() {
  const plain = await EmbeddedServer.start();
  const secure = await EmbeddedServer.start({
    edition: 'enterprise',
    security: { users: [USER] },
    tls: { cert: pem('server.crt'), key: pem('server.key') },
    clear: false,
  });
  process.once('disconnect', () => void Promise.all([plain.stop(), secure.stop()]));
  process.send({
    hosts: process.env.AEROSPIKE_HOSTS || plain.hosts,
    secure: {
      hosts: secure.tlsHosts,
      user: USER.name,
      password: USER.password,
      ca: pem('ca.crt'),
    },
  });
}

void serve();
