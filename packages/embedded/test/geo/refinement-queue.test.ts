import { RefinementQueue } from '../../src/geo/refinement-queue.js';

describe('RefinementQueue', () => {
  it('gives entries back by descending priority', () => {
    const queue = new RefinementQueue<{ priority: number }>();
    const priorities = [5, 1, 9, -3, 9, 0, 7, 2, 2, 8];
    for (const priority of priorities) queue.push({ priority });
    expect(queue.size).toBe(priorities.length);
    const popped = priorities.map(() => queue.pop()?.priority);
    expect(popped).toEqual([...priorities].sort((a, b) => b - a));
    expect(queue.pop()).toBeUndefined();
  });

  it('orders equal priorities like the heap of the C++ standard library', () => {
    const queue = new RefinementQueue<{ priority: number; name: string }>();
    for (const name of ['a', 'b', 'c', 'd', 'e']) queue.push({ priority: 1, name });
    expect(Array.from({ length: 5 }, () => queue.pop()?.name).join('')).toBe('acebd');
  });
});
