/** The English of every report: holders, ways out, and what to do. Nothing else in the plugin writes sentences. */
import type { ExitPoint, Leak, Node, Obligation, RacedTimer } from '../analysis/index.js';

/** Longer code is cut in messages. */
const MAX_CODE = 40;

/** Source text on one line, cut to a readable length. */
export function codeOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= MAX_CODE ? line : `${line.slice(0, MAX_CODE - 1)}…`;
}

/** The name under which the resource is first kept, in the words of its owner; undefined where it has none. */
export function holderName(obligation: Obligation): string | undefined {
  let node: Node = obligation.node;
  if (node.type === 'Identifier') return node.name;
  for (let parent = node.parent; parent !== undefined; node = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        continue;
      case 'VariableDeclarator':
        return parent.init === node ? boundName(parent.id, obligation.property) : undefined;
      case 'MemberExpression':
        if (!isFluent(parent, node, obligation)) return undefined;
        parent = parent.parent;
        continue;
      case 'AssignmentExpression':
        return parent.right === node ? nameOf(parent.left) : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The name that a declaration gives to the value, or to a property of it. */
function boundName(pattern: Node, property: string | undefined): string | undefined {
  if (property === undefined) return nameOf(pattern);
  if (pattern.type === 'Identifier') return `${pattern.name}.${property}`;
  if (pattern.type === 'ArrayPattern') return nameOfElement(pattern.elements[Number(property)]);
  if (pattern.type !== 'ObjectPattern') return undefined;
  const found = pattern.properties.find((entry) => entry.type === 'Property' && entry.key.type === 'Identifier' && entry.key.name === property);
  return found?.type === 'Property' ? nameOf(found.value) : undefined;
}

function nameOfElement(element: Node | null | undefined): string | undefined {
  return element === null || element === undefined ? undefined : nameOf(element);
}

/** `watch(path).on(...)`: a member that gives the holder again. */
function isFluent(member: Extract<Node, { type: 'MemberExpression' }>, object: Node, { spec }: Obligation): boolean {
  const isCalled = member.parent.type === 'CallExpression' && member.parent.callee === member && member.object === object;
  return isCalled && member.property.type === 'Identifier' && spec.fluent?.includes(member.property.name) === true;
}

function nameOf(target: Node): string | undefined {
  if (target.type === 'Identifier') return target.name;
  if (target.type !== 'MemberExpression' || target.computed) return undefined;
  const object = target.object.type === 'ThisExpression' ? 'this' : nameOf(target.object);
  if (object === undefined) return undefined;
  return target.property.type === 'PrivateIdentifier' ? `${object}.#${target.property.name}` : `${object}.${(target.property as { name: string }).name}`;
}

/** "`timer`", or "this interval" for a resource without a name. */
export function holderWords(obligation: Obligation): string {
  const name = holderName(obligation);
  return name === undefined ? `this ${obligation.spec.noun}` : `\`${name}\``;
}

/** How control leaves, as the middle of a sentence: "`await load()` rejects". */
export function exitWords(exit: ExitPoint, textOf: (node: Node) => string): string {
  switch (exit.kind) {
    case 'return':
    case 'fall-through':
      return 'it returns';
    case 'throw':
      return exit.node.type === 'ThrowStatement' ? 'it throws' : `\`${codeOf(textOf(exit.node))}\` throws`;
    case 'reject':
      return exit.node.type === 'ForOfStatement' ? 'the loop’s next value rejects' : `\`${codeOf(textOf(exit.node))}\` rejects`;
    case 'yield-return':
      return 'its consumer stops at the `yield`';
    case 'scope-end':
      return exit.node.type === 'ContinueStatement' ? 'the loop goes on' : 'its block ends';
    case 'overwrite':
      return 'its name is assigned again';
    case 'drop':
      return 'its handle is dropped';
  }
}

/** The line on which control leaves: of the exit itself, or of the body's last line for a fall-through. */
export function exitLine(exit: ExitPoint): number {
  if (exit.kind === 'fall-through') return endOfBody(exit.node).line;
  return exit.node.loc.start.line;
}

function endOfBody(root: Node): { line: number } {
  return root.loc.end;
}

const ORDER: Record<ExitPoint['kind'], number> = {
  return: 0,
  'fall-through': 1,
  'scope-end': 2,
  overwrite: 3,
  drop: 4,
  throw: 5,
  'yield-return': 6,
  reject: 7,
};

/** Design law 18: the clearest witness. A return before a rejection, a rejection before a throwing call. */
export function clearestLeak(leaks: readonly Leak[]): Leak | undefined {
  return [...leaks].sort((a, b) => rank(a) - rank(b) || a.exit.node.range[0] - b.exit.node.range[0])[0];
}

function rank({ exit }: Leak): number {
  return ORDER[exit.kind] + (exit.tier === 'call' ? ORDER.reject + 1 : 0);
}

/** The loser of a race by name, and the line of the race. */
export function raceWords({ race, outcomes }: RacedTimer): { readonly loser: string; readonly line: string } {
  const names = outcomes.map(({ obligation }) => holderName(obligation)).filter((name) => name !== undefined);
  const [name] = names;
  return { loser: name === undefined ? 'The timeout' : `\`${name}\``, line: String(race.loc.start.line) };
}

/**
 * What to do about it, as the end of a sentence.
 *
 * @param isHandedOver on another way out somebody else is given the release, so that no `finally` may release.
 */
export function repairWords(exit: ExitPoint, verb: string, isHandedOver: boolean): string {
  if (isHandedOver && (exit.kind === 'return' || exit.kind === 'fall-through')) return `${verbIt(verb)} there`;
  if (exit.kind === 'overwrite') return `${verbIt(verb)} first`;
  if (exit.kind === 'drop') return `keep it and ${verbIt(verb)}`;
  return `${verbIt(verb)} in \`finally\``;
}

/** "clear it", and "roll it back" of "roll back". */
function verbIt(verb: string): string {
  const [first = '', ...particles] = verb.split(' ');
  return [first, 'it', ...particles].join(' ');
}

/** "cleared" of "clear"; a particle stays where it is: "rolled back". */
export function participle(verb: string): string {
  const [first = '', ...particles] = verb.split(' ');
  return [IRREGULAR.get(first) ?? (first.endsWith('e') ? `${first}d` : `${first}ed`), ...particles].join(' ');
}

const IRREGULAR = new Map([
  ['cancel', 'cancelled'],
  ['quit', 'quit'],
  ['shut', 'shut'],
  ['stop', 'stopped'],
]);
