export {
  append,
  deleteRecord as delete,
  increment,
  prepend,
  read,
  touch,
  write,
} from './scalar-operation.js';
export { modifyByPath, selectByPath } from './path-operation.js';
export { expRead, expWrite } from './expression-operation.js';
