import { type Operation, OPERATOR_READ } from '@aeroform/core';

const READS: Readonly<Record<Operation['family'], (operation: never) => boolean>> = {
  scalar: ({ operator }: Extract<Operation, { family: 'scalar' }>) => operator === OPERATOR_READ,
  list: isReadCall,
  map: isReadCall,
  bit: () => false,
  hll: () => false,
  expression: ({ name }: Extract<Operation, { family: 'expression' }>) => name === 'read',
  path: ({ name }: Extract<Operation, { family: 'path' }>) => name === 'select',
};

/** Tells whether an operation that goes with a write only reads: what the write made, or its size. */
export function isReadOperation(operation: Operation): boolean {
  return READS[operation.family](operation as never);
}

function isReadCall({ name }: { readonly name: string }): boolean {
  return name === 'size' || name.startsWith('get');
}
