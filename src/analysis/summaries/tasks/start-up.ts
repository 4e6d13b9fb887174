/** Code that runs once: when a script starts or ends, or when an object is made. */
import { startUpDecorators } from '../../../resources/lifecycles.js';
import { ancestors, enclosingFunction, isCallOrNew, isExported, isFunction, isLoop, methodCall, nameOfFunction, unwrapped, wrappingParent, type FunctionNode, type Node } from '../../syntax/ast.js';
import { isConstructor } from '../../syntax/classes.js';
import type { FileContext } from '../../syntax/context.js';
import { lastName } from '../../syntax/words.js';
import type { Activity } from './activity.js';
import { callsOf } from './launches.js';

const DEPTH = 6;

/** Every way to `node` begins in module code, in a listener of the process, or in what sets an object up, and goes round nowhere. */
export function runsOnce(node: Node, file: FileContext, activity: Activity, depth = 0): boolean {
  const fn = enclosingFunction(node);
  if (depth > DEPTH || isInLoop(node, fn)) return false;
  if (fn === undefined || isListenerOfProcess(fn, file) || (depth > 0 && isConstructor(fn)) || isDecoratedSetUp(fn)) return true;
  if (isCalledAtOnce(fn)) return runsOnce(fn, file, activity, depth + 1);
  const starts = startsOf(fn, file, activity);
  return starts !== undefined && starts.length > 0 && starts.every((start) => runsOnce(start, file, activity, depth + 1));
}

/** A loop comes to the node again, unless a `break` or `return` stands right behind it. */
function isInLoop(node: Node, fn: FunctionNode | undefined): boolean {
  let leaves = false;
  for (const at of ancestors(node)) {
    if (at === fn) return false;
    leaves ||= at.type === 'BlockStatement' && at.body.some(({ type, range }) => (type === 'BreakStatement' || type === 'ReturnStatement') && range[0] > node.range[1]);
    if (isLoop(at) || at.type === 'ForInStatement') {
      if (!leaves) return true;
      leaves = false;
    }
  }
  return false;
}

/** `process.on('message', ...)`, `process.once('SIGTERM', ...)`: what bounds a process that is told to end, ends with it. */
export function isInListenerOfProcess(node: Node, file: FileContext): boolean {
  return [...ancestors(node)].some((at) => isFunction(at) && isListenerOfProcess(at, file));
}

function isListenerOfProcess(listener: Node, file: FileContext): boolean {
  const call = wrappingParent(listener);
  const called = call === undefined ? undefined : methodCall(call);
  return called !== undefined && called.receiver !== listener && file.origins.originOf(called.receiver) === 'global:process';
}


/** `@postConstruct()` */
function isDecoratedSetUp({ parent }: FunctionNode): boolean {
  if (parent.type !== 'MethodDefinition') return false;
  return parent.decorators.some(({ expression }) => startUpDecorators.includes(lastName(isCallOrNew(expression) ? expression.callee : expression) ?? ''));
}

function isCalledAtOnce(fn: FunctionNode): boolean {
  const call = wrappingParent(fn);
  return call?.type === 'CallExpression' && unwrapped(call.callee) === fn;
}

/** Where a function is started; undefined where somebody else may start it as well. */
function startsOf(fn: FunctionNode, file: FileContext, activity: Activity): readonly Node[] | undefined {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition') {
    const isHidden = parent.key.type === 'PrivateIdentifier' || parent.accessibility === 'private' || parent.accessibility === 'protected';
    return isHidden ? callsOf(fn, file, activity) : undefined;
  }
  const name = nameOfFunction(fn);
  const variable = name === undefined || isExported(fn) ? undefined : file.bindings.variableOf(name);
  const mentions = variable?.references.flatMap(({ init, identifier }) => (init === true ? [] : [identifier]));
  return mentions?.every((mention) => isCalled(mention) || isListenerOfProcess(mention, file)) === true ? mentions.filter(isCalled) : undefined;
}

function isCalled(name: Node): boolean {
  return name.parent?.type === 'CallExpression' && name.parent.callee === name;
}
