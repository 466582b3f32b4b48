import type { WireValue } from '@aeroform/protocol';
import type { CdtArguments, CdtParameter } from './cdt-arguments.js';
import {
  type ModifyOperation,
  modifying,
  type ReadOperation,
  reading,
  WhenAbsent,
} from './operation.js';
import { answerSelection, type ElementSource, isInverted } from './return-type.js';
import type { Selection, SelectionRequest } from './selection.js';

/** How an operation selects elements: shared by those that get and those that remove them. */
export interface Selector<Container> {
  readonly parameters: readonly CdtParameter[];
  readonly required: number;
  /** False for operations that name one element. */
  readonly multiple: boolean;
  readonly select: (
    container: Container,
    args: CdtArguments,
    request: SelectionRequest,
  ) => Selection;
  /** Of operations that answer always the same; others take it as an argument. */
  readonly returnType?: number;
}

/** What lists and maps do in ways of their own. */
interface ContainerTraits<Container> {
  readonly source: (container: Container) => ElementSource;
  readonly withoutPositions: (container: Container, positions: readonly number[]) => Container;
}

/** What turns a selector into operations. */
export interface SelectorOperations<Container> {
  readonly getting: (selector: Selector<Container>) => ReadOperation<Container>;
  readonly removing: (selector: Selector<Container>) => ModifyOperation<Container>;
}

export function selectorOperations<Container>({
  source,
  withoutPositions,
}: ContainerTraits<Container>): SelectorOperations<Container> {
  const evaluate = (
    { select, multiple, returnType }: Selector<Container>,
    container: Container,
    args: CdtArguments,
  ): { selection: Selection; answer: WireValue | undefined } => {
    const wanted = returnType ?? args.returnType;
    const selection = select(container, args, { multiple, inverted: isInverted(wanted) });
    const answerable = { selection, source: source(container), multiple };
    return { selection, answer: answerSelection(wanted, answerable) };
  };
  return {
    getting: (selector) =>
      reading(
        selector.parameters,
        selector.required,
        (container, args) => evaluate(selector, container, args).answer,
      ),
    removing: (selector) => ({
      ...modifying<Container>(selector.parameters, selector.required, (container, args) => {
        const { selection, answer } = evaluate(selector, container, args);
        return { container: withoutPositions(container, selection.positions), result: answer };
      }),
      whenAbsent: WhenAbsent.skip,
    }),
  };
}

/** A selector of one element: all its arguments must be sent. */
export function selectingOne<Container>(
  parameters: readonly CdtParameter[],
  select: Selector<Container>['select'],
): Selector<Container> {
  return { parameters, required: parameters.length, multiple: false, select };
}

/** A selector of any number of elements. */
export function selectingMany<Container>(
  parameters: readonly CdtParameter[],
  required: number,
  select: Selector<Container>['select'],
): Selector<Container> {
  return { parameters, required, multiple: true, select };
}
