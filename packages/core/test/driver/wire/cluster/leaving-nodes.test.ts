import { LeavingNodes } from '../../../../src/driver/wire/cluster/leaving-nodes.js';
import type { Node } from '../../../../src/driver/wire/cluster/node.js';

const LONG = 60_000;

/** The connections of a node, as far as a leaving one is asked about them. */
function nodeWith(carriers: { readonly pool?: object; readonly pipelines?: object }): Node {
  const carrier = (): object => ({
    waiting: 0,
    renew: jest.fn(),
    close: jest.fn(() => Promise.resolve()),
  });
  const pool = { ...carrier(), size: 0, idle: 0, ...carriers.pool };
  const pipelines = { ...carrier(), loads: [], ...carriers.pipelines };
  return { name: 'A1', pool, pipelines } as unknown as Node;
}

describe('a node that leaves in good health', () => {
  it('gets no more commands on the connections it has', () => {
    const node = nodeWith({});
    new LeavingNodes().add(node, 0);
    expect(node.pool.renew).toHaveBeenCalledTimes(1);
    expect(node.pipelines.renew).toHaveBeenCalledTimes(1);
    expect(node.pool.close).not.toHaveBeenCalled();
  });

  it('is closed at the next look when nothing is on the way to it', () => {
    const node = nodeWith({ pool: { size: 2, idle: 2 }, pipelines: { loads: [0, 0] } });
    const leaving = new LeavingNodes();
    leaving.add(node, 0);
    leaving.maintain(1);
    leaving.maintain(2);
    expect(node.pool.close).toHaveBeenCalledTimes(1);
    expect(node.pipelines.close).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a connection is in use', { pool: { size: 2, idle: 1 } }],
    ['somebody waits for a connection', { pool: { waiting: 1 } }],
    ['a pipeline carries a command', { pipelines: { loads: [0, 1] } }],
    ['a command waits for a pipeline', { pipelines: { waiting: 1 } }],
  ])('is closed when its time is over while %s', (_why, carriers) => {
    const node = nodeWith(carriers);
    const leaving = new LeavingNodes();
    leaving.add(node, 0);
    leaving.maintain(1000);
    expect(node.pool.close).not.toHaveBeenCalled();
    leaving.maintain(LONG);
    expect(node.pool.close).toHaveBeenCalledTimes(1);
    expect(node.pipelines.close).toHaveBeenCalledTimes(1);
  });

  it('is closed at once with the client', async () => {
    const node = nodeWith({ pool: { size: 1 } });
    const leaving = new LeavingNodes();
    const cause = new Error('closed');
    leaving.add(node, 0);
    await leaving.close(cause);
    leaving.maintain(LONG);
    expect(node.pool.close).toHaveBeenCalledTimes(1);
    expect(node.pool.close).toHaveBeenCalledWith(cause);
  });
});
