import type { WireValue } from '@aeroform/protocol';
import type { CdtArguments, CdtParameter } from './cdt-arguments.js';
import type { Modification } from './cdt-outcome.js';

/** What the rows of all operations have in common. */
interface OperationRow {
  /** Names of the arguments, in the order on the wire. */
  readonly parameters: readonly CdtParameter[];
  /** How many of them must be sent. */
  readonly required: number;
}

/** An operation that leaves the list or map as it is. */
export interface ReadOperation<Container> extends OperationRow {
  readonly mode: 'read';
  readonly read: (container: Container, args: CdtArguments) => WireValue | undefined;
}

/** What happens when there is nothing to modify yet. */
export const WhenAbsent = {
  /** An empty list or map is created. */
  create: 'create',
  /** Nothing happens, whatever the arguments. */
  skip: 'skip',
  /** The bin must be there (result code 12). */
  refuseBin: 'refuseBin',
  /** The element must be there (result code 23). */
  refuseElement: 'refuseElement',
} as const;
export type WhenAbsent = (typeof WhenAbsent)[keyof typeof WhenAbsent];

/** An operation that may change the list or map. */
export interface ModifyOperation<Container> extends OperationRow {
  readonly mode: 'modify';
  readonly whenAbsent: WhenAbsent;
  readonly modify: (container: Container, args: CdtArguments) => Modification<Container>;
}

export type CdtOperation<Container> = ReadOperation<Container> | ModifyOperation<Container>;

export function reading<Container>(
  parameters: readonly CdtParameter[],
  required: number,
  read: ReadOperation<Container>['read'],
): ReadOperation<Container> {
  return { mode: 'read', parameters, required, read };
}

export function modifying<Container>(
  parameters: readonly CdtParameter[],
  required: number,
  modify: ModifyOperation<Container>['modify'],
): ModifyOperation<Container> {
  return { mode: 'modify', whenAbsent: WhenAbsent.create, parameters, required, modify };
}
