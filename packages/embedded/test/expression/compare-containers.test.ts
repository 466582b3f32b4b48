import { MapFlag, WireMap } from '@aeroform/protocol';
import { compareContainers } from '../../src/expression/compare-containers';

const metUnordered = (flags: number): boolean =>
  compareContainers(new WireMap([], [], flags), new WireMap([1], [2], MapFlag.keyOrdered))
    .metUnorderedMap;

it('An empty map has a defined order if it is ordered or has no flags', () => {
  expect(metUnordered(MapFlag.unordered)).toBe(false);
  expect(metUnordered(MapFlag.keyOrdered)).toBe(false);
  expect(metUnordered(MapFlag.preserveOrder)).toBe(true);
});
