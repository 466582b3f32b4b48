/**
 * The module was imported with arguments that cannot work.
 *
 * @publicApi
 */
export class ModuleOptionsException extends Error {
  override readonly name = 'ModuleOptionsException';
}
