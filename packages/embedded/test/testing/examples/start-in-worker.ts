import Aerospike from 'aerospike';
import { EmbeddedServer } from '../../../src/index';

const server = await EmbeddedServer.startInWorker();
const client = await Aerospike.connect({ hosts: [...server.hosts] });
export { client };
