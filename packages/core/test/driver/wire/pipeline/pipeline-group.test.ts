import { CircuitBreaker } from '../../../../src/driver/wire/circuit-breaker.js';
import type { CarriedCommand } from '../../../../src/driver/wire/pipeline/carried-command.js';
import type { CommandCarrier } from '../../../../src/driver/wire/pipeline/command-carrier.js';
import { PipelineGroup } from '../../../../src/driver/wire/pipeline/pipeline-group.js';
import { Connection } from '../../../../src/driver/wire/socket/connection.js';
import { ConnectionPool } from '../../../../src/driver/wire/socket/connection-pool.js';
import { TimingWheel } from '../../../../src/driver/wire/socket/timing-wheel.js';
import { type SilentServer, startSilentServer } from '../../../support/silent-server.js';

/** A command that only notes what becomes of it. */
class Command implements CarriedCommand {
  place = 0;
  isSettled = false;
  carrier: CommandCarrier | undefined;
  lost: Error | undefined;
  hold(): void {}
  sendOn(carrier: CommandCarrier): void {
    this.carrier = carrier;
    carrier.enqueue(this);
  }
  onAnswer(): boolean {
    return true;
  }
  onPackedAnswer(): void {}
  onUnsent(): void {}
  onConnectionLost(cause: Error): void {
    this.lost = cause;
  }
}

let server: SilentServer;
beforeAll(async () => {
  server = await startSilentServer();
});
afterAll(() => server.stop());

it('A node that is removed ends its commands, those on retired connections as well', async () => {
  const { port } = server;
  const { signal } = new AbortController();
  const connector = {
    node: 'N',
    breaker: new CircuitBreaker(() => 'N', 0),
    open: () =>
      Connection.open({ host: '127.0.0.1', port }, { timeout: 1000, tls: undefined, signal }),
    loseLogin: () => undefined,
  };
  const base = { connector, min: 0, idleTimeout: 1e6 };
  const pool = new ConnectionPool({ ...base, max: 1 }, new TimingWheel());
  const group = new PipelineGroup({ ...base, size: 1, pool, depth: 4 });
  const [retired, open] = [new Command(), new Command()] as const;
  group.submit(retired);
  while (retired.carrier === undefined) await new Promise(setImmediate);
  retired.carrier.retire();
  group.submit(open);
  while (open.carrier === undefined) await new Promise(setImmediate);
  expect(group.loads).toEqual([1, 1]);
  const cause = new Error('the node left the cluster');
  await group.close(cause);
  expect([retired.lost, open.lost]).toEqual([cause, cause]);
  expect(group.loads).toEqual([]);
});
