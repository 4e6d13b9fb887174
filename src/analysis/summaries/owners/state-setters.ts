/** Timers that set a component's state: when it has gone, that is one update too late. */
import { stateMakers, stateMembers } from '../../../resources/lifecycles.js';
import { isCallOrNew, memberName, unwrapped, type Node } from '../../syntax/ast.js';
import { functionsOf } from '../../syntax/bindings.js';
import type { FileContext } from '../../syntax/context.js';
import { someOwn } from '../../syntax/walk.js';
import { lastName } from '../../syntax/words.js';

/** @param node a call that takes a callback first, `setTimeout(() => setOpen(false), 500)`. */
export function setsState(node: Node, file: FileContext): boolean {
  const callback = isCallOrNew(node) ? node.arguments[0] : undefined;
  if (callback === undefined) return false;
  return isSetter(callback, file) || functionsOf(file.bindings, callback).functions.some(({ body }) => someOwn(body, (at) => at.type === 'CallExpression' && isSetter(at.callee, file)));
}

/** `setOpen` of `const [open, setOpen] = useState(false)`, `this.setState`. */
function isSetter(callee: Node, { bindings }: FileContext): boolean {
  const node = unwrapped(callee);
  if (node.type === 'MemberExpression') return node.object.type === 'ThisExpression' && stateMembers.includes(memberName(node) ?? '');
  const written = bindings.writtenTo(node);
  if (written?.value === undefined || written.path.length !== 1 || written.path[0] !== '1') return false;
  const maker = unwrapped(written.value);
  return maker.type === 'CallExpression' && stateMakers.includes(lastName(maker.callee) ?? '');
}
