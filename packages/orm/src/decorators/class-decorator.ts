/** Any class, abstract ones too. */
export interface AbstractClass {
  readonly prototype: object;
  readonly name: string;
}

/** A decorator for classes, in both decorator standards. */
export interface ClassDecoratorDual {
  // Any: the context is typed by the class, which does not matter here.
  // oxlint-disable-next-line typescript/no-explicit-any
  <C extends AbstractClass>(target: C, context: ClassDecoratorContext<any>): void;
  <C extends AbstractClass>(target: C): void;
}
