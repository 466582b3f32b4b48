import { type ClientConfig, createClient, exp, POLICY_EXISTS_CREATE_ONLY } from '@aeroform/core';

const config: ClientConfig = {
  hosts: ['db1', 'db2:3000', ['db3', 3000], { addr: 'db4', port: 3000 }],
  authMode: 'external',
  tls: { ca: Buffer.alloc(0), name: 'db' },
  rackIds: [1, 2],
  policies: {
    read: { totalTimeout: 100, filterExpression: exp.boolVal(true) },
    write: { exists: POLICY_EXISTS_CREATE_ONLY },
  },
};
createClient(config);
createClient({ hosts: 'db1:3000,db2:3000' });

// @ts-expect-error hosts are missing
createClient({});
// @ts-expect-error no such key
createClient({ hosts: 'a', host: 'b' });
// @ts-expect-error the name of another client
createClient({ hosts: 'a', maxSocketIdle: 55 });
// @ts-expect-error a port is a number
createClient({ hosts: [['a', '3000']] });
// @ts-expect-error no such field of a host
createClient({ hosts: [{ host: 'a' }] });
// @ts-expect-error times are numbers
createClient({ hosts: 'a', timeout: '1s' });
// @ts-expect-error no such mode
createClient({ hosts: 'a', authMode: 'ldap' });
// @ts-expect-error no such number
createClient({ hosts: 'a', authMode: 7 });
// @ts-expect-error no such field
createClient({ hosts: 'a', tls: { certificate: '' } });
// @ts-expect-error racks are numbers
createClient({ hosts: 'a', rackIds: ['1'] });
// @ts-expect-error no such kind of call
createClient({ hosts: 'a', policies: { reads: {} } });
// @ts-expect-error a read has no ttl
createClient({ hosts: 'a', policies: { read: { ttl: 5 } } });
// @ts-expect-error a signal belongs to one call
createClient({ hosts: 'a', policies: { read: { signal: AbortSignal.timeout(1) } } });
// @ts-expect-error a configuration does not change
config.hosts = 'c';
