/**
 * Options of a request that a function passes on to one of its calls and forgets at another: with them goes the signal
 * that they carry. The type has to be the same on both sides, and its name has to say that it is a request's.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { calledFunctions } from '../../effects/calls.js';
import { enclosingFunction, isFunction, isInside, type FunctionNode, type Node } from '../../syntax/ast.js';
import { functionName } from '../../syntax/words.js';
import type { CallOrNew } from './activity.js';
import type { DroppedSignal } from './forwarding.js';
import { isExcused } from './forwarding-excuses.js';
import type { SignalParts } from './operations.js';

/** The parameter of a function that takes a request's options. */
interface OptionsParameter {
  readonly name: TSESTree.Identifier;
  readonly position: number;
  readonly type: string;
}

const OPTIONS_WORD = /(?:Request|Call|Fetch|Http|Operation|Invocation)(?:Options|Init|Config)\b/u;
const OPTIONS_TYPE = /(?:Request|Call|Fetch|Http|Operation|Invocation)(?:Options|Init|Config)$/u;

export function droppedOptions(parts: SignalParts): readonly DroppedSignal[] {
  const parameters = optionsParameters(parts);
  const names = new Set([...parameters.keys()].map((fn) => functionName(fn)));
  return [...names].flatMap((name) => (parts.activity.calls.get(name ?? '') ?? []).flatMap((call) => droppedBy(call, parameters, parts) ?? []));
}

function optionsParameters({ file }: SignalParts): ReadonlyMap<FunctionNode, OptionsParameter> {
  const found = new Map<FunctionNode, OptionsParameter>();
  if (!OPTIONS_WORD.test(file.sourceCode.text)) return found;
  for (const { type, block } of file.sourceCode.scopeManager?.scopes ?? []) {
    if (type !== 'function' || !isFunction(block)) continue;
    for (const [position, parameter] of block.params.entries()) {
      const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      const declared = name.type === 'Identifier' ? optionsType(name.typeAnnotation?.typeAnnotation) : undefined;
      if (name.type === 'Identifier' && declared !== undefined) found.set(block, { name, position, type: declared });
    }
  }
  return found;
}

/** `RequestOptions`, also as a part of a union or an intersection. */
function optionsType(annotation: Node | undefined): string | undefined {
  switch (annotation?.type) {
    case 'TSTypeReference': {
      const { typeName } = annotation;
      const name = typeName.type === 'Identifier' ? typeName.name : typeName.type === 'TSQualifiedName' ? typeName.right.name : '';
      return OPTIONS_TYPE.test(name) ? name : undefined;
    }
    case 'TSIntersectionType':
    case 'TSUnionType':
      return annotation.types.map(optionsType).find((name) => name !== undefined);
    default:
      return undefined;
  }
}

function droppedBy(call: CallOrNew, parameters: ReadonlyMap<FunctionNode, OptionsParameter>, { file }: SignalParts): DroppedSignal | undefined {
  const home = enclosingFunction(call);
  const own = home === undefined ? undefined : parameters.get(home);
  if (home === undefined || own === undefined || call.type !== 'CallExpression' || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const { functions, complete } = calledFunctions(call, file);
  const [fn] = functions;
  const taken = fn === undefined || fn === home ? undefined : parameters.get(fn);
  if (!complete || functions.length !== 1 || taken?.type !== own.type || call.arguments.length !== taken.position) return undefined;
  const uses = file.bindings.variableOf(own.name)?.references.map(({ identifier }) => identifier) ?? [];
  if (!uses.some((use) => isArgument(use) && !isInside(use, call)) || isExcused(call, own.name.name, file)) return undefined;
  return {
    call,
    signal: own.name.name,
    from: own.name,
    fault: 'absent',
    replacement: undefined,
    takes: { by: 'argument', argument: taken.position },
    options: undefined,
    named: undefined,
    duration: 'unbounded',
    isMeant: true,
    isGuessed: false,
    isTimer: false,
    untaken: undefined,
    isShared: true,
  };
}

/** The options go to a call as they are, or are spread into its options. */
function isArgument({ parent }: Node): boolean {
  return parent?.type === 'CallExpression' || (parent?.type === 'SpreadElement' && parent.parent.type === 'ObjectExpression');
}
