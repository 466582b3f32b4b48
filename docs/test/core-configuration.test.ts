import path from 'node:path';
import { createClient } from '@aeroform/core';
import { readPages, type WrittenPage } from '../pages/pages.js';

it('the page about connecting has every key of the configuration', () => {
  const isIt = (page: WrittenPage): boolean => path.basename(page.path) === 'connecting.md';
  const { text } = readPages('core').find(isIt) as WrittenPage;
  const [, table = ''] = /(\| key \| default .*?)\n\n/s.exec(text) ?? [];
  const first = table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|')[1] ?? '');
  const shown = first.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, key]) => key));
  expect(new Set(shown)).toEqual(new Set(configurationKeys()));
});

/** The client lists its keys when it refuses one. */
function configurationKeys(): string[] {
  try {
    createClient({ hosts: 'localhost', unknown: 1 } as never);
  } catch (error) {
    return (error as Error).message.split('there are ')[1]?.split(', ') ?? [];
  }
  return [];
}
