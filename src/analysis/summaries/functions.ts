/**
 * What a function of this file does with a holder that it is given or that it captures (design law 20).
 *
 * A summary is the answer of the same analysis to a question about one place at the function's entry, so helpers are
 * understood exactly as well as bodies are. Recursion is solved by iteration from "never comes back".
 */
import type { ThrowTier } from '../cfg/graph.js';
import type { Body } from '../obligations/body.js';
import type { Findings } from '../obligations/question.js';
import { follow } from '../obligations/run.js';
import type { Transfer } from '../obligations/obligation.js';
import type { PlaceSummary } from '../obligations/surroundings.js';
import { isKeyPlace, type KeyedReleases } from '../effects/keyed.js';
import { memberPlace, type Place, type Places } from '../effects/place.js';
import { definitionName, enclosingFunction, isInside, nameOfFunction, type FunctionNode, type Node } from '../syntax/ast.js';
import type { Bindings, Variable } from '../syntax/bindings.js';
import type { ResourceSpec } from '../../resources/spec.js';

/** Rounds after which a recursion that has not settled counts as taking the holder over. */
const MAX_ROUNDS = 4;

/** Calls of calls of calls deeper than this are not looked through. */
const MAX_DEPTH = 12;

export interface SummaryQuestion {
  readonly fn: FunctionNode;
  readonly place: Place;
  readonly spec: ResourceSpec;
  readonly tier: ThrowTier;
}

export interface Summaries {
  effectOn(question: SummaryQuestion): PlaceSummary;
  effectOnArgument(fn: FunctionNode, index: number, inside: string, spec: ResourceSpec, tier: ThrowTier): PlaceSummary;
}

export function createSummaries(places: Places, bindings: Bindings, bodyOf: (fn: FunctionNode) => Body, keyed: KeyedReleases): Summaries {
  return new SummaryTable(places, bindings, bodyOf, keyed);
}

class SummaryTable implements Summaries {
  private readonly known = new Map<string, PlaceSummary>();
  /** Questions that are being answered, with what is assumed of them meanwhile. */
  private readonly asked = new Map<string, { assumed: PlaceSummary; isRecursive: boolean }>();
  /** Where a variable is mentioned, and the names of functions that mention it. */
  private readonly related = new Map<Variable, readonly Node[]>();
  private readonly numbers = new Map<FunctionNode, number>();

  constructor(
    private readonly places: Places,
    private readonly bindings: Bindings,
    private readonly bodyOf: (fn: FunctionNode) => Body,
    private readonly keyed: KeyedReleases,
  ) {}

  effectOnArgument(fn: FunctionNode, index: number, inside: string, spec: ResourceSpec, tier: ThrowTier): PlaceSummary {
    const parameter = fn.params[index];
    if (parameter === undefined) return fn.params.at(-1)?.type === 'RestElement' ? escaped(fn) : held(fn);
    const place = this.parameterPlace(parameter, inside);
    return place === undefined ? escaped(fn) : this.effectFromEntry({ fn, place, spec, tier });
  }

  effectOn(question: SummaryQuestion): PlaceSummary {
    const { fn, place } = question;
    return this.mentions(fn, place) ? this.effectFromEntry(question) : held(fn);
  }

  private effectFromEntry(question: SummaryQuestion): PlaceSummary {
    const { fn } = question;
    const key = this.keyOf(question);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const asked = this.asked.get(key);
    if (asked !== undefined) {
      asked.isRecursive = true;
      return asked.assumed;
    }
    return this.asked.size >= MAX_DEPTH ? escaped(fn) : this.answer(question, key);
  }

  private answer(question: SummaryQuestion, key: string): PlaceSummary {
    const { fn } = question;
    const entry = { assumed: never(fn), isRecursive: false };
    this.asked.set(key, entry);
    let summary = this.compute(question);
    for (let round = 1; entry.isRecursive && !isSame(summary, entry.assumed); round++) {
      entry.assumed = round < MAX_ROUNDS ? summary : escaped(fn);
      if (round >= MAX_ROUNDS) summary = entry.assumed;
      else summary = this.compute(question);
    }
    this.asked.delete(key);
    // An answer found while another question was open may rest on that one's assumption.
    if (this.asked.size === 0 || !entry.isRecursive) this.known.set(key, summary);
    return summary;
  }

  private compute(question: SummaryQuestion): PlaceSummary {
    const { fn, place, spec, tier } = question;
    const body = this.bodyOf(fn);
    const findings = follow({
      body,
      spec,
      tier,
      everyExit: true,
      origin: { kind: 'entry', place, error: undefined },
      effectOn: (inner, held) => this.effectOn({ fn: inner, place: held, spec, tier }),
      effectOnArgument: (inner, index, inside) => this.effectOnArgument(inner, index, inside, spec, tier),
      releasedByEarlierClosure: () => false,
    });
    const variable = this.places.variableAt(place);
    const isCapture = variable !== undefined && !variable.defs.some((definition) => definition.node === fn);
    return summaryOf(fn, findings, isCapture);
  }

  /**
   * A variable that the function does not capture, or mentions in no way, not even through the functions it names, is
   * safe from it. Another call of the function that declares the variable has one of its own.
   */
  private mentions(fn: FunctionNode, place: Place): boolean {
    if (isKeyPlace(place)) return this.keyed.hasRelease(place);
    const variable = this.places.variableAt(place);
    if (variable === undefined || variable.scope.block === fn || !isInside(fn, variable.scope.block)) return false;
    let names = this.related.get(variable);
    if (names === undefined) {
      names = relatedNames(variable, this.bindings);
      this.related.set(variable, names);
    }
    return names.some((name) => isInside(name, fn));
  }

  private parameterPlace(parameter: Node, inside: string): Place | undefined {
    switch (parameter.type) {
      case 'Identifier':
        return this.places.of(parameter) + inside;
      case 'AssignmentPattern':
        return this.parameterPlace(parameter.left, inside);
      case 'ObjectPattern': {
        const [, first = '', ...rest] = inside.split('.');
        for (const property of parameter.properties) {
          if (property.type === 'Property' && definitionName(property) === first) {
            return this.parameterPlace(property.value, rest.length === 0 ? '' : memberPlace('', rest.join('.')));
          }
        }
        return undefined;
      }
      default:
        return undefined;
    }
  }

  private keyOf({ fn, place, spec, tier }: SummaryQuestion): string {
    let number = this.numbers.get(fn);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(fn, number);
    }
    return `${String(number)}|${place}|${spec.id}|${tier}`;
  }
}

/** The mentions of a variable and, transitively, of the named functions that contain one. */
function relatedNames(variable: Variable, bindings: Bindings): readonly Node[] {
  const names: Node[] = [];
  const agenda = [variable];
  const seen = new Set(agenda);
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    for (const name of [...at.identifiers, ...at.references.map((reference) => reference.identifier)]) {
      names.push(name);
      for (let fn = enclosingFunction(name); fn !== undefined; fn = enclosingFunction(fn)) {
        const named = nameOfFunction(fn);
        const binding = named === undefined ? undefined : bindings.variableOf(named);
        if (binding === undefined || seen.has(binding)) continue;
        seen.add(binding);
        agenda.push(binding);
      }
    }
  }
  return names;
}

function summaryOf(fn: FunctionNode, findings: Findings, isCapture: boolean): PlaceSummary {
  const released = findings.releases.length > 0;
  const throws = findings.heldAtThrowExit ? 'held' : released ? 'released' : 'never';
  return { normal: normalOutcome(findings, released, isCapture), throws, isAsync: fn.async };
}

function normalOutcome(findings: Findings, released: boolean, isCapture: boolean): PlaceSummary['normal'] {
  const { transfers, heldAtNormalExit, unknown } = findings;
  if (unknown !== undefined || (isCapture && findings.overwritten)) return 'escaped';
  if (transfers.length > 0) return transferOf(findings, released);
  // A helper that releases on some of its paths only is an escape for its caller (law 11).
  if (released) return heldAtNormalExit ? 'escaped' : 'released';
  return heldAtNormalExit ? 'held' : 'never';
}

/** Lent on every way that does not release, the holder is lent; returned on every way out, it is the result. */
function transferOf({ transfers, heldAtNormalExit }: Findings, released: boolean): PlaceSummary['normal'] {
  const isAlways = (reason: Transfer['reason']): boolean => transfers.every((transfer) => transfer.reason === reason);
  if (isAlways('passed') && !heldAtNormalExit) return 'passed';
  return isAlways('returned') && !released ? 'returned' : 'escaped';
}

function held(fn: FunctionNode): PlaceSummary {
  return { normal: 'held', throws: 'held', isAsync: fn.async };
}

function escaped(fn: FunctionNode): PlaceSummary {
  return { normal: 'escaped', throws: 'escaped', isAsync: fn.async };
}

function never(fn: FunctionNode): PlaceSummary {
  return { normal: 'never', throws: 'never', isAsync: fn.async };
}

function isSame(a: PlaceSummary, b: PlaceSummary): boolean {
  return a.normal === b.normal && a.throws === b.throws;
}

