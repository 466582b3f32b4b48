/** A test that writes to the console fails: diagnostics belong in assertions. */
import { format } from 'node:util';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const outputs: string[] = [];

beforeEach(() => {
  outputs.length = 0;
  for (const method of methods) {
    jest.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      outputs.push(`console.${method}: ${format(...values)}`);
    });
  }
});

afterEach(() => {
  const written = outputs.splice(0);
  if (written.length > 0) throw new Error(`The test wrote to the console:\n${written.join('\n')}`);
});
