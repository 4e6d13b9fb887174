/**
 * What a path knows about the conditions it has passed (design law 5): tests of the same unchanged name agree, and
 * locals that are assigned literals are followed as constants.
 *
 * At most `MAX_TRACKED` names are followed in one graph; a test of another name that is tested more than once makes
 * the path doubtful, and nothing is reported from it.
 */
import type { BasicBlock, ControlFlowGraph, Edge, Step, Test } from '../cfg/graph.js';
import { isWithin, rootOfPlace, type Place, type Places } from '../effects/place.js';
import { encoded, learn, type Knowledge, type Question } from './knowledge.js';
import { literalValue, unwrapped, type Node } from '../syntax/ast.js';
import type { Bindings, Scope } from '../syntax/bindings.js';
import { remembered } from '../syntax/memo.js';

/** One entry per tracked place. */
export type Facts = readonly Knowledge[];

const MAX_TRACKED = 4;

export interface FactSpace {
  readonly none: Facts;
  /** The facts behind an edge; undefined where they rule it out. */
  refine(edge: Edge, facts: Facts): Facts | undefined;
  /** The facts behind a step that completed. */
  assign(step: Step, facts: Facts): Facts;
  /** The edge tests a name that is tested elsewhere too and is not tracked. */
  isUntracked(edge: Edge): boolean;
}

/** A test of one place: of its truth, or of being equal to a literal. */
interface PlaceTest extends Question {
  readonly place: Place;
  /** The true edge means "not". */
  readonly negated: boolean;
}

export function createFactSpace(graph: ControlFlowGraph, places: Places, bindings: Bindings): FactSpace {
  const { tracked, dropped } = chooseTracked(graph, places, bindings);
  const slots = new Map(tracked.map((place, slot) => [place, slot]));
  const none: Facts = tracked.map(() => '');
  // Steps and tests are met once per path and per question: what they say of the tracked names is found once.
  const testOf = remembered((test: Test) => placeTest(test, places));
  const isPresent = remembered((test: Test) => (test.kind === 'truthy' || test.kind === 'nullish') && isNeverEmpty(test.node, bindings));
  const writesOf = remembered((step: Step) => trackedWrites(step, tracked, places));
  return {
    none,
    refine(edge, facts) {
      if (edge.test === undefined) return facts;
      if (isPresent(edge.test) && (edge.kind === 'true') === (edge.test.kind === 'nullish')) return undefined;
      if (tracked.length === 0) return facts;
      const test = testOf(edge.test);
      const slot = test === undefined ? undefined : slots.get(test.place);
      if (test === undefined || slot === undefined) return facts;
      const holds = (edge.kind === 'true') !== test.negated;
      const learned = learn(facts[slot] ?? '', test, holds);
      return learned === undefined ? undefined : replaced(facts, slot, learned);
    },
    assign(step, facts) {
      if (tracked.length === 0) return facts;
      let next = facts;
      for (const { slot, value } of writesOf(step)) next = replaced(next, slot, value);
      return next;
    },
    isUntracked(edge) {
      const test = edge.test === undefined || dropped.size === 0 ? undefined : testOf(edge.test);
      return test !== undefined && dropped.has(test.place);
    },
  };
}

/** A name that stands for one function, class or new object for ever: it cannot be empty. */
function isNeverEmpty(node: Node, bindings: Bindings): boolean {
  const name = unwrapped(node);
  const variable = name.type === 'Identifier' ? bindings.variableOf(name) : undefined;
  if (variable === undefined) return false;
  const sole = bindings.soleValue(variable);
  if (sole?.value !== undefined) return sole.path.length === 0 && NEVER_EMPTY.has(unwrapped(sole.value).type);
  return variable.defs.length === 1 && (variable.defs[0]?.type === 'FunctionName' || variable.defs[0]?.type === 'ClassName') && !variable.references.some((reference) => reference.isWrite());
}

const NEVER_EMPTY: ReadonlySet<string> = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'ClassExpression', 'NewExpression', 'ObjectExpression', 'ArrayExpression']);

function replaced(facts: Facts, slot: number, value: string): Facts {
  return facts[slot] === value ? facts : facts.map((old, index) => (index === slot ? value : old));
}

/** The names worth following: tested twice (in a loop, every test is), or tested once and only ever assigned literals. */
function chooseTracked(graph: ControlFlowGraph, places: Places, bindings: Bindings): { tracked: readonly Place[]; dropped: ReadonlySet<Place> } {
  const worthy = [...testsIn(graph, places)]
    .map(([place, { nodes, isRepeated }]) => ({ place, weight: nodes.size + (isConstantOnly(place, places, bindings) ? 1 : 0), isRepeated }))
    .filter(({ place, weight, isRepeated }) => (weight > 1 || isRepeated) && isStable(place, graph, places, bindings))
    .sort((a, b) => b.weight - a.weight);
  return {
    tracked: worthy.slice(0, MAX_TRACKED).map(({ place }) => place),
    dropped: new Set(worthy.slice(MAX_TRACKED).flatMap(({ place, weight }) => (weight > 1 ? [place] : []))),
  };
}

function testsIn(graph: ControlFlowGraph, places: Places): ReadonlyMap<Place, { readonly nodes: Set<Node>; isRepeated: boolean }> {
  const tests = new Map<Place, { readonly nodes: Set<Node>; isRepeated: boolean }>();
  const inLoop = loopsIn(graph);
  for (const block of graph.blocks) {
    for (const edge of block.out) {
      if (edge.test === undefined || edge.kind !== 'true') continue;
      const test = placeTest(edge.test, places);
      if (test === undefined) continue;
      const found = tests.get(test.place) ?? { nodes: new Set(), isRepeated: false };
      found.nodes.add(edge.test.node);
      found.isRepeated ||= inLoop(block);
      tests.set(test.place, found);
    }
  }
  return tests;
}

/** Blocks are numbered in reverse postorder: what lies between the ends of a backward edge may be run again. */
function loopsIn(graph: ControlFlowGraph): (block: BasicBlock) => boolean {
  const opened = new Map<number, number>();
  for (const block of graph.blocks) {
    for (const { to } of block.out) {
      if (to.id <= block.id) opened.set(to.id, Math.max(opened.get(to.id) ?? 0, block.id));
    }
  }
  const ends: number[] = [];
  let end = -1;
  for (const { id } of graph.blocks) {
    end = Math.max(end, opened.get(id) ?? -1);
    ends.push(end);
  }
  return (block) => (ends[block.id] ?? -1) >= block.id;
}

/** A name whose changes this graph sees: a local that no nested function assigns, or a property path of a name. */
function isStable(place: Place, graph: ControlFlowGraph, places: Places, bindings: Bindings): boolean {
  const variable = places.variableAt(place);
  if (variable === undefined) return false;
  return variable.references.every((reference) => {
    if (!reference.isWrite() || reference.init === true) return true;
    return bindings.belongsTo(variable, graph.root) && bodyAround(reference.from) === graph.root;
  });
}

/** Static blocks run in place, as a part of the body around their class. */
function bodyAround(scope: Scope): Node {
  const { type, upper, block }: Pick<Scope, 'upper' | 'block'> & { type: string } = scope.variableScope;
  return type === 'class-static-block' && upper !== null ? bodyAround(upper) : block;
}

function isConstantOnly(place: Place, places: Places, bindings: Bindings): boolean {
  const variable = places.variableAt(place);
  if (variable === undefined || rootOfPlace(place) !== place) return false;
  const values = bindings.allValues(variable);
  return values !== undefined && values.length > 0 && values.every((value) => literalValue(value) !== undefined);
}

function placeTest(test: Test, places: Places): PlaceTest | undefined {
  switch (test.kind) {
    case 'truthy':
      return truthTest(test.node, places);
    case 'nullish': {
      const place = namedPlace(test.node, places);
      return place === undefined ? undefined : { place, literal: { value: null }, loose: true, negated: false };
    }
    case 'case': {
      const place = namedPlace(test.discriminant, places);
      const literal = literalValue(test.node);
      return place === undefined || literal === undefined ? undefined : { place, literal, loose: false, negated: false };
    }
    default:
      return undefined;
  }
}

function truthTest(node: Node, places: Places): PlaceTest | undefined {
  const place = namedPlace(node, places);
  if (place !== undefined) return { place, literal: undefined, loose: false, negated: false };
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/u.test(node.operator)) return undefined;
  const [name, literal] =
    literalValue(node.right) === undefined ? [node.right, literalValue(node.left)] : [node.left, literalValue(node.right)];
  const compared = namedPlace(name, places);
  if (compared === undefined || literal === undefined) return undefined;
  return { place: compared, literal, loose: node.operator.length === 2, negated: node.operator.startsWith('!') };
}

/** The place of a name or of a property path of one; `this.x` may change behind the function's back. */
function namedPlace(node: Node, places: Places): Place | undefined {
  const inner = unwrapped(node);
  if (inner.type !== 'Identifier' && inner.type !== 'MemberExpression') return undefined;
  const place = places.of(inner);
  return place.startsWith('v') ? place : undefined;
}

/** What a step makes known of tracked names: a literal is remembered, anything else forgets. */
function trackedWrites(step: Step, tracked: readonly Place[], places: Places): readonly { readonly slot: number; readonly value: Knowledge }[] {
  return writes(step).flatMap(([target, value]) => {
    const written = places.of(target);
    const literal = value === undefined ? undefined : literalValue(value);
    return tracked.flatMap((place, slot) => {
      if (place === written) return [{ slot, value: literal === undefined ? '' : encoded(literal.value) }];
      return isWithin(place, written) ? [{ slot, value: '' }] : [];
    });
  });
}

/** What a step assigns: targets, with the value where one name gets it whole. */
function writes(step: Step): readonly (readonly [Node, Node | undefined])[] {
  if (step.kind === 'bind') {
    // `let x;` sets undefined, a parameter, a loop's head and a caught error set what is not known.
    if (step.pattern.type === 'Identifier' && step.value === undefined && step.by === 'declaration') return [[step.pattern, UNDEFINED]];
    return targets(step.pattern, step.value);
  }
  if (step.kind !== 'evaluate') return [];
  if (step.node.type === 'UpdateExpression') return [[step.node.argument, undefined]];
  if (step.node.type === 'AssignmentExpression') return targets(step.node.left, /^(?:|\?\?|\|\||&&)=$/u.test(step.node.operator) ? step.node.right : undefined);
  return [];
}

/** Stands for the value of a declaration without initialiser. */
const UNDEFINED = { type: 'Identifier', name: 'undefined' } as Node;

function targets(pattern: Node, value: Node | undefined): readonly (readonly [Node, Node | undefined])[] {
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [[pattern, value]];
    case 'AssignmentPattern':
      return targets(pattern.left, undefined);
    case 'RestElement':
      return targets(pattern.argument, undefined);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => targets(property.type === 'Property' ? property.value : property, undefined));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : targets(element, undefined)));
    default:
      return [];
  }
}
