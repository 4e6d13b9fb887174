/**
 * Mistakes that an engine like this one could have, each a small change of one file. Every one of them breaks a law of
 * docs/design; a test that proves the laws has to notice it.
 */
export interface Mutant {
  readonly name: string;
  /** Below src/analysis. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Why the oracle cannot see it, and what does. */
  readonly unseen?: string;
}

/** Why a change makes no difference to the exits at which something is held, by its name. */
const unseen: Readonly<Record<string, string>> = {
  'a scope never ends': 'what the end of a block loses is held at the exit too; tests/engine/losses.test.ts asks where it is lost',
  'names outlive their block': 'as above',
  'a `return` that is overridden still returns': 'tests/oracle/regressions/return-again.js sees it; random programs seldom come back to a `return`',
  'completions wait for ever': 'an edge that neither leaves nor resumes never has more waiting than its target: the line is a guard',
};

/** Changes of one file, by what goes wrong. */
function inFile(file: string, changes: Readonly<Record<string, readonly [from: string, to: string]>>): readonly Mutant[] {
  return Object.entries(changes).map(([name, [from, to]]) => {
    const reason = unseen[name];
    return { name, file, from, to, ...(reason === undefined ? {} : { unseen: reason }) };
  });
}

const graph: readonly Mutant[] = [
  ...inFile('cfg/completions.ts', {
    'all completions share one copy of a `finally`': ['const known = cleanup.copies?.get(completion);', 'const known = [...(cleanup.copies?.values() ?? [])][0];'],
    '`break` and `continue` pass by `finally`': ["if (completion.kind !== 'return' && cleanup === completion.cleanup)", "if (completion.kind !== 'return')"],
    '`return` passes by `finally`': ['return cleanup ? copyOf(builder, cleanup, completion) : builder.normalExit;', 'return builder.normalExit;'],
    '`catch` is ignored': ["return frame.kind === 'catch' ? frame.entry : copyOf", "return frame.kind === 'catch' ? builder.throwExit : copyOf"],
    'nothing goes on behind a `finally` that was entered abruptly': ['if (builder.current) connectResuming(builder.current, landing(builder, cleanup.outer, completion));', ''],
  }),
  ...inFile('cfg/expressions.ts', {
    'a `yield` cannot return': ["    builder.complete(returning, { by: 'yield-return', node });\n", ''],
    'a `yield` cannot throw': ["    builder.current = resumed;\n    builder.throws(node, 'await');", '    builder.current = resumed;'],
  }),
  ...inFile('cfg/builder.ts', {
    'the edges of a test are exchanged': ['connectBranch(this.current, test, yes, no)', 'connectBranch(this.current, test, no, yes)'],
    'no call throws': ['if (this.current && tier) {', "if (this.current && tier && tier !== 'call') {"],
    'no `await` rejects': ['if (this.current && tier) {', "if (this.current && tier && tier !== 'await') {"],
  }),
  ...inFile('cfg/loops.ts', {
    '`for await` cannot reject': ["node.await ? 'await' : 'call'", "'call'"],
    '`continue` leaves the loop': ['jumpTo(\'continue\', next, inside)', 'jumpTo(\'continue\', end, outside)'],
  }),
  ...inFile('cfg/branches.ts', {
    'a `case` does not fall through': ['builder.jump(bodies[index + 1] ?? fallsOut)', 'builder.jump(fallsOut)'],
    'a `switch` always finds a case': ['() => { builder.jump(otherwise); }', '() => { builder.jump(bodies[0] ?? otherwise); }'],
    'what a `catch` throws is caught by it': ['visitGuarded(builder, guarded, handler, end);', 'visitGuarded(builder, withCatch(guarded, caught), handler, end);'],
  }),
  ...inFile('cfg/statements.ts', {
    'a scope never ends': ["if (leaving) builder.context = withCleanup(outer, 'leave'", "if (leaving && builder.tooLarge) builder.context = withCleanup(outer, 'leave'"],
    '`using` disposes of nothing': ['builder.step({ kind: \'dispose\', node, awaited });', ''],
  }),
];

const obligations: readonly Mutant[] = [
  ...inFile('obligations/run.ts', {
    'a call that throws acquired all the same': ["if (edge?.kind === 'throw' || origin.kind !== 'step') return [];", "if (origin.kind !== 'step') return [];"],
    'what is known before the acquisition is forgotten': ['const facts = block.steps.slice(0, step).reduce((known, before) => body.facts.assign(before, known), entry);', 'const facts = body.facts.none; void entry;'],
    'a resource of a `finally` comes from one of its copies': ['body.copiesOf(origin)', '[origin]'],
    'a dropped result is kept': ['next = this.dropRead(next, read, edge);', ''],
    'lent is what one path releases': ['if (!complete || probe.held || asking.transfers.size > 0', 'if (!complete || asking.transfers.size > 0'],
  }),
  ...inFile('obligations/calls.ts', {
    'a release that throws released nothing': ['if (releases(effect, state, around)) {', 'if (!isThrow && releases(effect, state, around)) {'],
    'unknown calls always take over': ['if (isThrow || around.isLent(effect.node, state)) return state;', 'if (isThrow) return state;'],
    'unknown calls always borrow': ['if (isThrow || around.isLent(effect.node, state)) return state;', 'if (!isThrow || state.places.length > 0) return state;'],
    'functions of the file are unknown calls': ['const targets = targetsOf(effect);', 'const targets = targetsOf(effect).slice(0, 0);'],
  }),
  ...inFile('obligations/refine.ts', {
    'a holder may test empty': ['return !isTrue && holds(state, places.of(node));', 'return false;'],
    'a comparison with null says nothing': ["return (node.operator === '===' || node.operator === '==') === isTrue", "return (node.operator === '>') === isTrue && isTrue"],
    'completions wait for ever': ['return leaving.length === to.pending ? leaving : leaving.slice(0, to.pending);', 'return leaving;'],
  }),
  ...inFile('obligations/facts.ts', {
    'tests of one name do not agree': ['return learned === undefined ? undefined : replaced(facts, slot, learned);', 'return learned === undefined ? undefined : facts;'],
    'literals are not remembered': ["return [{ slot, value: literal === undefined ? '' : encoded(literal.value) }];", "return [{ slot, value: '' }];"],
    'assignments are not noticed': ['for (const { slot, value } of writesOf(step)) next = replaced(next, slot, value);', ''],
  }),
  ...inFile('obligations/state.ts', {
    'states differ by their holders only': ['return `${state.places.join(\',\')}|${state.facts.join(\',\')}|', 'return `${state.places.join(\',\')}|'],
    'a `return` that is overridden still returns': ["if (!places.some((place) => place.startsWith('return'))) return places;", 'if (leaving.length >= 0) return places;'],
  }),
  ...inFile('obligations/transfer.ts', {
    'what is handed over stays': ['  around.transferred({ reason: effect.reason, node: effect.node });\n  return ENDED;', '  return state;'],
    'what throws hands over': ["if (isThrow && effect.reason !== 'thrown' && effect.reason !== 'yielded') return state;", ''],
    'a `return` hands over before `finally`': ["return edge?.abrupt?.by === 'return' && edge.to.isCleanup;", "return edge?.abrupt?.by === 'return' && edge.to.isCleanup && edge.to.pending < 0;"],
    'an assignment keeps the old value': ['!isWithin(held, effect.to) || isWithin(held, effect.from)', 'held.length > 0'],
    'names outlive their block': ["return renamed(state, withoutVariables(state.places, effect.variables), 'scope-end', around);", 'return state;'],
    'a discarded value is kept': ["return renamed(state, without(state.places, effect.place), 'drop', around);", 'return state;'],
  }),
  ...inFile('obligations/closures.ts', {
    'a closure that is handed over takes nothing': ['if (!takesOver(functions, state, around)) return state;', 'if (functions.length >= 0) return state;'],
  }),
  ...inFile('dataflow/explore.ts', {
    'a block is visited once': ['const key = problem.key(trail.state);', "const key = '';"],
  }),
];

const summaries: readonly Mutant[] = [
  ...inFile('summaries/functions.ts', {
    'released on one path is released': ["if (released) return heldAtNormalExit ? 'escaped' : 'released';", "if (released) return 'released';"],
    'a helper never lends': ["if (isAlways('passed') && !heldAtNormalExit) return 'passed';", ''],
    'a recursion that is assumed to hold': ['const entry = { assumed: never(fn), isRecursive: false };', 'const entry = { assumed: held(fn), isRecursive: false };'],
    'helpers that throw have released': ["const throws = findings.heldAtThrowExit ? 'held' : released", "const throws = released"],
  }),
  ...inFile('summaries/bodies.ts', {
    'every function may return': ['!fn.async && !fn.generator && endsAbruptly(fn.body, file)', 'fn.async && !fn.async'],
    'every function may throw': ['fn.async || fn.generator || keepsIn(', 'fn.async && keepsIn('],
    'no function throws': ['if (neverThrows(fn)) return undefined;', 'if (fn.range.length > 0) return undefined;'],
  }),
  ...inFile('effects/call-facts.ts', {
    '`process.exit()` returns': ['if (isNamed(conventions.neverReturns, call.callee, origin)) return true;', ''],
  }),
];

export const mutants: readonly Mutant[] = [...graph, ...obligations, ...summaries];
